"""Files that come in with a message."""

from bot.actions.desk import Desk
from storage import media


async def file(desk: Desk) -> tuple[int, ...]:
    """Notes the file of this turn, to be fetched, once a turn; the ids in `desk.files`.

    Empty where no file came, or one that is not even fetched (`Attachment.refusal` says why).
    """
    attachment = desk.heard.attachment
    if not desk.files and attachment is not None and not attachment.refusal:
        desk.files = (await media.want(desk.tx, desk.contact, desk.inbox_id, desk.heard, desk.now),)
    return desk.files
