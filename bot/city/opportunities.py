"""From opportunity_kinds.json to the records of `bot.core.opportunity_kinds`: one function a record."""

from dataclasses import fields
from typing import cast, get_args

from bot.city.node import Node
from bot.core.opportunities import Offer
from bot.core.opportunity_kinds import Family, FieldType, Named, Opportunities, OpportunityField, OpportunityKind

FILE = "opportunity_kinds"


def opportunities(node: Node) -> Opportunities:
    """opportunity_kinds.json"""
    return Opportunities(
        kinds=tuple(map(kind, node.items("kinds"))),
        pillars=tuple(map(named, node.items("pillars"))),
        declines=tuple(map(named, node.items("declines"))),
        required=required(node.get("required", [])),
    )


def required(node: Node) -> tuple[str, ...]:
    """The fields without which nothing is published"""
    known = {each.name for each in fields(Offer)}
    for name in node.words():
        if name not in known:
            node.fault(f"names {name!r}, which is no field of an opportunity")
    return node.words()


def kind(node: Node) -> OpportunityKind:
    """An entry of kinds"""
    family = node.at("family")
    if family.text() not in get_args(Family):
        family.fault(f"should be one of {', '.join(get_args(Family))}")
    return OpportunityKind(
        id=node.at("id").text(),
        code=node.at("code").text(),
        emoji=node.at("emoji").text(),
        family=cast("Family", family.value),
        name=node.at("name").texts(),
        description=node.at("description").texts(),
        fields=tuple(map(field, node.items("fields"))),
        words=node.get("words", []).words(),
    )


def field(node: Node) -> OpportunityField:
    """An entry of fields of a kind"""
    type_ = node.get("type", "text")
    if type_.text() not in get_args(FieldType):
        type_.fault(f"should be one of {', '.join(get_args(FieldType))}")
    return OpportunityField(
        key=node.at("key").text(),
        name=node.at("name").texts(),
        type=cast("FieldType", type_.value),
        required=node.get("required", False).flag(),
    )


def named(node: Node) -> Named:
    """An entry of pillars or declines"""
    return Named(node.at("id").text(), node.at("name").texts())
