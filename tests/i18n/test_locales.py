"""The catalogues hold every sentence the program says, and none besides; buttons fit; words mean one thing."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from bot.city import load
from bot.core.flow import AnyStep, Ask, Choose, Collect, Flow, Review, Show
from bot.i18n import speeches
from bot.i18n.catalogue import DEFAULT, Catalogue, catalogue, languages
from bot.i18n.speech import RESERVED, reserved_words
from handlers import COMMANDS, FLOWS
from handlers.shared.asking import question_step

ROOT = Path(__file__).parents[2]
CODE = "\n".join(
    path.read_text(encoding="utf-8") for folder in ("bot", "handlers") for path in sorted((ROOT / folder).rglob("*.py"))
)
CITY = load()
SPEECHES = speeches(CITY)
LABEL = 20
COMPANIONS = (".short", ".description", ".aliases")
PAGES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot" / "web").rglob("*.[hjp]*[lsy]")))
MADE = (  # keys that the code puts together, each with the place that does it
    r"web\..+",  # the templates of bot.web, held by test_pages_say_what_is_there
    r"words\..+",  # bot.i18n.speech.reserved_words
    r"bot\.(name|short|about)",  # an adapter's set-up
    r"command\..+\.about",  # likewise, one a command
    r"engine\.(up|next|prev|done|skip)(\..+)?",
    r"engine\.resume\.(go|restart|later)(\..+)?",
    r"engine\.count\.[1-5]",
    r"staff\.(role|may)\..+",
    r"request\.(state|did|who)\..+",  # bot.actions.changing, permitting.shut
    r"request\.(confirm|consent)\.\w+",  # bot.actions.notifying.asked
    r"request\.partner\.(sent|accepted)",  # bot.actions.routing
    r"media\..+",
    r"summary\.helix\.\w+",  # bot.i18n.naming
    r"report\.(sheet|column|part|measure|rule|paper)\..+",  # bot.reports.tables, papers
    r"(register|profile|alerts|person|erase|not_me|language|english|lost|support|complete)\.(title|cancelled)",
    r"question\..+",  # handlers.shared.asking, held by test_every_question_of_the_city_can_be_said
    r"support\.story\.added",  # bot.core.engine, where a flow has it
    r"(menu|profile\.menu|data\.menu|alerts\.menu|staff\.menu|own_request\.menu|request\.menu)\.\w+",
    r"request_(add|withdraw|rating|missing|result|question|reopen|words)\.(title|cancelled)",
    r"(act|route)\.menu\.\w+",  # handlers.shared.act_choices, route_steps
    r"route\.state\.\w+",  # handlers.shared.partner_lines
    r"demo\.story\.\w+",  # bot.app.demo_requests
    r"help\.\w+",  # handlers.front.help_command, one a command
    r"queue\.(act|send|late|write|outcome)\.\w+",  # handlers.shared.case, sending
    r"(queue|find)\.(title|cancelled)",
    r"(queue|staff)\.(menu|words)\.\w+",  # handlers.queue, handlers.shared.staff_menu
    r"announcement\.(card|menu|state|left|line|who|because)\.\w+",  # bot.actions.following, bot.i18n.broadcasts
    r"kit\.(menu|place)\.\w+",  # handlers.kit
    r"(announce|announce_go|announce_correct)\.(title|cancelled)",
    r"choose\.(state|act|done)\.\w+|place\.answer\.\w+(\.\w+)?",  # handlers.shared.applicant, bot.actions.place_words
    r"(choose_decline|choose_send|checkin|outcome)\.(title|cancelled)",
    r"language\.common",
    r"offer_field\..+",  # handlers.shared.offer_fields, held by test_making
    r"offer\.(act|field|sure|done|state|menu)\.\w+(\.\w+)?",  # handlers.shared.offer_standing, handlers.offer_card
    r"offer_new\.(title|cancelled)",
    r"(offers|propose)\.(title|cancelled)",
    r"own_application\.(state|menu)\.\w+",  # handlers.shared.own_applications
    r"apply(_withdraw)?\.(title|cancelled)",
    r"apply\.file\.ask",  # handlers.shared.apply_steps.own_step
    r"register\.(kind|group_name)\.\w+",
    r"opportunity\.(kind|level|selection|via|name)\.\w+",  # bot.i18n.offer_facts
    r"opportunities\.(head|none)\.\w+",  # handlers.shared.offer_list
    r"offer_button\.menu\.\w+",  # handlers.shared.offers
    r"ask_offer\.(title|cancelled)",
    r"alert\.(weekly|each|last)|alert\.menu\.\w+",  # bot.actions.news
    r"rhythm\.now\.\w+",  # handlers.shared.rhythm
    r"quiet\.(title|cancelled)",
)  # fmt: skip


def own(language: str) -> Catalogue:
    """A catalogue without what the default language lends it."""
    from babel.messages.pofile import read_po

    path = ROOT / "locales" / language / "LC_MESSAGES" / "kekraf.po"
    with path.open("rb") as file:
        read = read_po(file, locale=language, abort_invalid=True)
    sentences = {}
    for message in read:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            sentences[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return Catalogue(language, sentences)


OWN = {language: own(language) for language in languages()}
OTHERS = [language for language in languages() if language != DEFAULT]


def buttons(flow: Flow) -> Iterator[str]:
    """The keys of every choice a flow may offer."""
    for step in flow.steps:
        name = f"{flow.voice}.{step.key}"
        match step:
            case Choose(choices=choices, also=also):
                named = (*choices, *also) if isinstance(choices, tuple) else also
                yield from (f"{name}.{value}" for value in named)
            case Ask(choices=choices):
                yield from (f"{name}.{value}" for value in choices)
            case Review(edits=edits, extras=extras):
                yield from (f"{name}.{value}" for value in ("yes", "edit", *extras))
                yield from (f"{flow.voice}.{key}.title" for key in edits)


def sentences(flow: Flow) -> Iterator[str]:
    """The keys of everything a flow may say of itself, as far as its data tell."""
    yield f"{flow.name}.title"
    for step in flow.steps:
        yield from _of_step(f"{flow.voice}.{step.key}", step)


def _of_step(name: str, step: AnyStep) -> Iterator[str]:
    name = step.speaks or name
    yield step.says or f"{name}.ask"
    yield from (f"{name}.{value}.ask" for value, effect in step.on.items() if isinstance(effect, Show))
    match step:
        case Choose(groups=groups) if groups is not None:
            yield f"{name}.inside"
        case Ask(suggest=suggest, media=media):
            yield from (f"{name}.{kind}" for kind in media)
            if suggest is not None:
                yield f"{name}.suggest"
        case Review():
            yield f"{name}.edit.ask"
        case Collect():
            yield from ("engine.done", "engine.collected")


def placeholders(forms: tuple[str, ...]) -> set[str]:
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name is not None}


@pytest.mark.parametrize("language", OWN)
@pytest.mark.parametrize("name", FLOWS)
def test_every_flow_can_be_said(language: str, name: str) -> None:
    flow = FLOWS[name]
    lacking = [key for key in (*sentences(flow), *buttons(flow)) if not OWN[language].has(key)]
    assert lacking == []


@pytest.mark.parametrize("language", OWN)
@pytest.mark.parametrize("optional", [False, True])
def test_every_question_of_the_city_can_be_said(language: str, optional: bool) -> None:
    steps = tuple(
        question_step(question, question.key, optional=optional)
        for kind in CITY.support.kinds
        for question in kind.questions
    )
    said = {key for step in steps for key in _of_step(f"support.{step.key}", step)}
    reasons = {f"question.{reason}" for reason in ("empty", "too_long", "no_number", "no_day", "past")}
    lacking = [key for key in (said | reasons | {"question.unknown"}) if not OWN[language].has(key)]
    assert lacking == []
    assert {"question.ask", "question.photo", "register.sub_sector.inside"} <= said


@pytest.mark.parametrize("language", OWN)
@pytest.mark.parametrize("name", FLOWS)
def test_every_button_fits(language: str, name: str) -> None:
    spoken = OWN[language]
    for key in buttons(FLOWS[name]):
        label = spoken.get(f"{key}.short") if spoken.has(f"{key}.short") else spoken.get(key)
        assert len(label) <= LABEL, (key, label)


@pytest.mark.parametrize("language", OWN)
def test_buttons_of_commands_fit(language: str) -> None:
    made = re.compile(r"(menu|\w+\.menu)\.(\w+)$|command\.(ask_staff|start_over|resume)$|group\.button$")
    found = [key for key in OWN[language] if made.match(key) and not key.endswith((".ask", ".closed", ".stranger"))]
    assert len(found) > 10
    assert [key for key in found if len(OWN[language].get(key)) > LABEL] == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_languages_say_the_same(language: str) -> None:
    base = OWN[DEFAULT].sentences
    plain = {key for key in base if not key.endswith(COMPANIONS)}
    assert plain <= set(OWN[language])
    assert set(OWN[language]) <= {key for key in (*base, *(f"{key}{end}" for key in base for end in COMPANIONS))}
    for key, forms in OWN[language].sentences.items():
        assert placeholders(forms) == placeholders(base.get(key, forms)), key
        assert all(forms), f"{key} has an empty form"


@pytest.mark.parametrize("key", [key for key in OWN[DEFAULT] if not key.endswith(COMPANIONS)])
def test_no_sentence_is_idle(key: str) -> None:
    of_flows = {key for flow in FLOWS.values() for key in (*sentences(flow), *buttons(flow))}
    said = re.search(rf'["\']{re.escape(key)}["\']', CODE) is not None
    reason = any(
        key.startswith(f"{flow.voice}.{step.key}.") and f'"{key.rpartition(".")[2]}"' in CODE
        for flow in FLOWS.values()
        for step in flow.steps
    )  # the reason of a No, the title of a list
    assert key in of_flows or said or reason or any(re.fullmatch(made, key) for made in MADE)


@pytest.mark.parametrize("key", [key for key in OWN[DEFAULT] if key.startswith("web.")])
def test_pages_say_what_is_there(key: str) -> None:
    name = key.removeprefix("web.")
    assert re.search(rf"""["']{re.escape(name)}["']""", PAGES) or re.fullmatch(r"(error|from)\.\w+", name)


@pytest.mark.parametrize("key", [k for k in OWN[DEFAULT] if k.endswith(COMPANIONS) and not k.startswith("bot.")])
def test_a_companion_stands_beside_its_sentence(key: str) -> None:
    assert OWN[DEFAULT].has(key.rpartition(".")[0])


def test_every_sentence_in_the_code_exists() -> None:
    named = set(re.findall(r'Say\(\s*f?"([a-z_]+(?:\.[a-z_]+)+)"', CODE))
    assert len(named) > 30
    assert [key for key in named if not OWN[DEFAULT].has(key)] == []


@pytest.mark.parametrize("name", [*COMMANDS, "cancel", "back", "skip", "greeting", "salam", "thanks"])
def test_every_command_has_its_words(name: str) -> None:
    assert reserved_words().get(name)


def test_reserved_words_mean_one_thing_each_in_every_language() -> None:
    meanings: dict[str, set[str]] = {}
    words = SPEECHES[DEFAULT].words
    for name, typed in reserved_words().items():
        for word in typed:
            if folded := words._fold(word):
                meanings.setdefault(folded, set()).add(name)
    assert {word: names for word, names in meanings.items() if len(names) > 1} == {}


@pytest.mark.parametrize("language", OWN)
@pytest.mark.parametrize("name", FLOWS)
def test_no_alias_is_hidden_by_a_reserved_word(language: str, name: str) -> None:
    """Reserved words are looked for before aliases: an alias that is one would never be heard."""
    speech = SPEECHES[language]
    flow = FLOWS[name]
    for key in buttons(flow):
        meant = {word: value for step in flow.steps if f".{step.key}." in key for word, value in step.words.items()}
        for alias in speech.option(key, "x").aliases:
            match = speech.words.read(alias, ())
            answers = match.kind == "word" and meant.get(match.values[0]) == key.rpartition(".")[2]
            assert match.kind != "word" or answers or match.values[0] == "thanks", (key, alias, match.values)


@pytest.mark.parametrize("language", OWN)
@pytest.mark.parametrize("name", FLOWS)
def test_no_two_choices_of_a_question_share_a_word(language: str, name: str) -> None:
    speech = SPEECHES[language]
    for step in FLOWS[name].steps:
        prefix = f"{FLOWS[name].voice}.{step.key}."
        options = [speech.option(key, key) for key in buttons(FLOWS[name]) if key.startswith(prefix)]
        for option in options:
            for typed in (option.label, *option.aliases):
                assert speech.read(typed, options).kind in ("exact", "word"), (option.value, typed)


@pytest.mark.parametrize("language", OWN)
def test_sentences_keep_the_tone(language: str) -> None:
    """No "Anda", no "kamu", no long dash of a machine; only short sentences but for consents and rights."""
    long_ones = {"register.consent.ask", "register.consent.read.ask", "data.held", "help.text", "register.declined"}
    for key, forms in OWN[language].sentences.items():
        if key.startswith((RESERVED, "language.common")) or key.endswith(COMPANIONS):
            continue
        for form in forms:
            assert not re.search(r"\b(Anda|anda|kamu|kau)\b|—", form), key
            assert key in long_ones or len(form) <= 350, key


def test_what_a_language_lacks_is_said_in_the_default_one() -> None:
    assert set(catalogue(DEFAULT).sentences) <= set(catalogue("en").sentences)
