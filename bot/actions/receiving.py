"""Files that come in with a message."""

from bot.actions.desk import Desk
from storage import media


async def file(desk: Desk) -> int | None:
    """Notes the file of this turn, to be fetched; its id, the same however often it is asked for.

    None where no file came, or one that is not even fetched (`Attachment.refusal` says why).
    """
    attachment = desk.heard.attachment
    if desk.file_id is None and attachment is not None and not attachment.refusal:
        desk.file_id = await media.want(desk.tx, desk.contact, desk.inbox_id, desk.heard, desk.now)
    return desk.file_id
