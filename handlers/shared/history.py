"""The life of a request in words: who did what and when, and what it was before."""

import json
from collections.abc import Mapping
from typing import Any

from bot.actions import assigning, changing, permitting, viewing
from bot.actions.desk import Desk
from bot.core.message import Say
from handlers.shared import hours
from handlers.shared.acting import kind_name
from storage.ports import Row

MOST = 20
PREFIX = "request."


async def told(desk: Desk, actor: permitting.Actor, request_id: int) -> Say:
    """The latest acts, oldest first. What stands in the audit alone (notes, struck words) is told among them."""
    names = await assigning.names(actor)
    changes = {(row["at"], row["action"].removeprefix(PREFIX)): row for row in await viewing.audited(actor, request_id)}
    entries = [_of_event(row, changes.pop((row["at"], row["what"]), None), names)
               for row in await viewing.history(actor, request_id)]  # fmt: skip
    entries += [_of_audit(what, row, names) for (_, what), row in changes.items()]
    entries.sort(key=lambda entry: entry["at"])
    lines = "\n".join(f"- {_line(desk, entry, names)}" for entry in entries[-MOST:])
    return Say("act.history", {"lines": lines, "shown": min(MOST, len(entries)), "all": len(entries)})


def _of_event(row: Row, change: Row | None, names: Mapping[int, str]) -> dict[str, Any]:
    who = row["officer"] or names.get(row["staff_id"] or 0, "")
    return {"at": row["at"], "what": row["what"], "author": row["author"], "who": who, **_change(change)}


def _of_audit(what: str, row: Row, names: Mapping[int, str]) -> dict[str, Any]:
    """An act that is no event: by staff, unless it is a requester's."""
    contact = row["actor"].removeprefix("contact:")
    author = "requester" if what in changing.REQUESTERS else "staff"
    who = names.get(int(contact), "") if contact.isdecimal() and author == "staff" else ""
    return {"at": row["at"], "what": what, "author": author, "who": who, **_change(row)}


def _change(row: Row | None) -> dict[str, Any]:
    return {name: json.loads(row[name] or "{}") if row is not None else {} for name in ("before", "after")}


def _line(desk: Desk, entry: Mapping[str, Any], names: Mapping[int, str]) -> str:
    when = hours.stamp(entry["at"], desk.house.city.identity.timezone, desk.language)
    who = entry["who"] or desk.speech.text(f"request.who.{entry['author']}")
    did = desk.speech.text(f"request.did.{entry['what']}")
    values = {"when": when, "who": who, "did": did, "detail": _detail(desk, entry, names)}
    return desk.speech.plain("act.history.line", values)


def _detail(desk: Desk, entry: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """What it was before and is now, where that says more than the act."""
    before, after = entry["before"], entry["after"]
    told = []
    if "kind" in after and "kind" in before:
        told.append(" → ".join(_kind(desk, each["kind"]) for each in (before, after)))
    if "state" in after and "state" in before:
        told.append(" → ".join(desk.speech.text(f"request.state.{each['state']}") for each in (before, after)))
    if after.get("assignee_id") and entry["what"] in ("assign", "hand_over"):
        told.append(names.get(after["assignee_id"], ""))
    if after.get("promised_at"):
        told.append(hours.stamp(after["promised_at"], desk.house.city.identity.timezone, desk.language))
    return f" ({', '.join(filter(None, told))})" if any(told) else ""


def _kind(desk: Desk, kind: str) -> str:
    name = kind_name(kind, desk.house.city, desk.language)
    return desk.speech.text(name) if name.startswith(PREFIX) else name
