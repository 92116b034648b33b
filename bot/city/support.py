"""From the files about support to the records of `bot.core.support`: one function a record."""

from typing import cast, get_args

from bot.city.node import Node
from bot.core.pack import SHORT
from bot.core.support import (
    Answer,
    ClosedKind,
    Clue,
    FilingRule,
    Group,
    Helix,
    Partner,
    Question,
    QuestionType,
    SavedReply,
    Support,
    SupportKind,
    SupportWords,
)

FILES = ("support_kinds", "support_words", "partners", "saved_replies")


def support(nodes: dict[str, Node]) -> Support:
    """All the FILES together, by their names."""
    partners = tuple(map(partner, nodes["partners"].items("partners")))
    kinds = tuple(kind(each, partners) for each in nodes["support_kinds"].items("support_kinds"))
    return Support(
        kinds=kinds,
        groups=tuple(group(each, kinds) for each in nodes["support_kinds"].items("groups")),
        pentahelix=tuple(map(helix, nodes["support_kinds"].items("pentahelix"))),
        partners=partners,
        saved_replies=tuple(map(saved_reply, nodes["saved_replies"].items("saved_replies"))),
        words=words(nodes["support_words"]),
    )


def kind(node: Node, partners: tuple[Partner, ...]) -> SupportKind:
    """An entry of support_kinds.json: support_kinds"""
    id = node.at("id").text()
    closed, filing = node.get("closed", None), node.get("filing", None)
    return SupportKind(
        id=id,
        code=node.at("code").text(),
        emoji=node.at("emoji").text(),
        label=node.at("label").texts(),
        short=node.at("short").texts(SHORT),
        description=node.at("description").texts(),
        group=node.at("group").text(),
        questions=tuple(map(question, node.items("questions"))),
        partner_types=node.at("partner_types").words(),
        target_days=node.at("target_days").number(),
        has_outcome=node.get("has_outcome", False).flag(),
        sealed=node.get("sealed", False).flag(),
        closed=None if closed.value is None else ClosedKind(closed.at("text").texts()),
        filing=None if filing.value is None else filing_rule(filing),
        institutions=tuple(each.id for each in partners if id in each.kinds),
        kin=node.get("kin", []).words(),
    )


def question(node: Node) -> Question:
    """An entry of support_kinds.json: support_kinds[].questions"""
    hint = node.get("hint", None)
    return Question(
        key=node.at("key").text(),
        ask=node.at("ask").texts(),
        type=cast(QuestionType, node.at("type").one_of(get_args(QuestionType))),
        required=node.at("required").flag(),
        options=tuple(map(answer, node.items("options"))) if "options" in node.value else (),
        hint=None if hint.value is None else hint.texts(),
    )


def answer(node: Node) -> Answer:
    """An entry of support_kinds.json: support_kinds[].questions[].options; `short` may lack where the label fits."""
    label = node.at("label")
    short = node.get("short", label.value)
    return Answer(id=node.at("id").text(), label=label.texts(), short=short.texts(SHORT))


def filing_rule(node: Node) -> FilingRule:
    """support_kinds.json: support_kinds[].filing"""
    days = node.at("days")
    if not isinstance(days.value, dict):
        days.fault("should be an object")
    return FilingRule(
        date=node.at("date").text(),
        scale=node.at("scale").text(),
        days={scale: days.at(scale).number() for scale in days.value},
        usual=node.at("usual").text(),
    )


def group(node: Node, kinds: tuple[SupportKind, ...]) -> Group:
    """An entry of support_kinds.json: groups"""
    id = node.at("id").text()
    return Group(
        id=id,
        label=node.at("label").texts(SHORT),
        description=node.at("description").texts(),
        kinds=tuple(each.id for each in kinds if each.group == id),
    )


def helix(node: Node) -> Helix:
    """An entry of support_kinds.json: pentahelix"""
    return Helix(id=node.at("id").text(), name=node.at("name").texts(SHORT))


def partner(node: Node) -> Partner:
    """An entry of partners.json: partners"""
    address = node.get("address", "")
    return Partner(
        id=node.at("id").text(),
        name=node.at("name").text(),
        helix=node.at("helix").text(),
        kinds=node.at("kinds").words(),
        sub_sectors=node.get("sub_sectors", []).words(),
        role=node.at("role").texts(),
        addressee=node.at("addressee").text(),
        address="" if address.value == "" else address.text(),
        checked=node.at("checked").flag(),
    )


def saved_reply(node: Node) -> SavedReply:
    """An entry of saved_replies.json: saved_replies"""
    title = node.at("title")
    if len(title.text()) > SHORT:
        title.fault(f"is longer than {SHORT} characters")
    return SavedReply(
        id=node.at("id").text(), kind=node.at("kind").text(), title=title.text(), text=node.at("text").text()
    )


def words(node: Node) -> SupportWords:
    """support_words.json"""
    sets = ("held", "purpose", "wish", "topical")
    return SupportWords(
        ideas=_lists(node.at("ideas")),
        clues=tuple(map(clue, node.items("clues"))),
        spellings=node.at("spellings").mapping(),
        heads=_lists(node.get("heads", {})),
        tails=node.get("tails", []).words(),
        **{name: frozenset(node.get(name, []).words()) for name in sets},
    )


def _lists(node: Node) -> dict[str, tuple[str, ...]]:
    if not isinstance(node.value, dict):
        node.fault("should be an object")
    return {key: node.at(key).words() for key in node.value}


def clue(node: Node) -> Clue:
    """An entry of support_words.json: clues; `kind` null speaks for nothing of ours"""
    kind = node.at("kind")
    return Clue(
        ideas=node.at("ideas").words(),
        kind=None if kind.value is None else kind.text(),
        weight=node.at("weight").number(),
        close=node.get("close", False).flag(),
    )
