"""A request's body -> what was posted, whether by JSON, by a program's form or by the page's own."""

from dataclasses import replace
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from bot.channels import webchat
from bot.channels.webchat import Posted
from bot.core.message import Attachment
from bot.errors import BadPayload
from bot.web import bodies
from bot.web.site import Site


def of_json(payload: Any) -> Posted:
    """Raises HTTPException 400 for what is no message."""
    return _posted(payload, None)


async def of_form(site: Site, fields: FormData, id: object) -> Posted:
    """A form's message under this id; its file is kept first. Raises HTTPException 400 or 413."""
    payload = {name: value for name, value in fields.items() if isinstance(value, str)} | {"id": id}
    uploaded = await bodies.upload(fields)
    if uploaded is None:
        return _posted(payload, None)
    content, name, mime = uploaded
    attachment = webchat.attachment(content, name, mime)
    _posted(payload, attachment)  # nothing is kept of what would be refused
    ref = await site.files.take_upload(content, attachment.name, attachment.mime)
    return _posted(payload, replace(attachment, ref=ref))


def _posted(payload: Any, upload: Attachment | None) -> Posted:
    try:
        return webchat.posted(payload, upload)
    except BadPayload as error:
        raise HTTPException(400, str(error)) from None
