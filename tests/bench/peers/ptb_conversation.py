"""python-telegram-bot as its documentation has it: ConversationHandler in memory, a custom webhook on Starlette.

After its examples `conversationbot2.py` and `customwebhookbot.py`. Run: TOKEN API_URL PORT.
"""

from __future__ import annotations

import asyncio
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from talk import ASK_CONSENT, ASK_NAME, ASK_STORY, CONSENTS, REVIEWS, review, saved
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

CONSENT, STORY, NAME, REVIEW = range(4)


def _keyboard(labels: dict[str, str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)] for data, label in labels.items()])


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    await update.message.reply_text(ASK_CONSENT, reply_markup=_keyboard(CONSENTS))
    return CONSENT


async def consented(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    await update.callback_query.answer()
    await update.callback_query.message.reply_text(ASK_STORY)
    return STORY


async def told(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    context.user_data["story"] = update.message.text
    await update.message.reply_text(ASK_NAME)
    return NAME


async def named(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    context.user_data["name"] = update.message.text
    await update.message.reply_text(review(**context.user_data), reply_markup=_keyboard(REVIEWS))
    return REVIEW


async def kept(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    await update.callback_query.answer()
    await update.callback_query.message.reply_text(saved(context.user_data["name"]))
    context.user_data.clear()
    return ConversationHandler.END


async def main(token: str, api_url: str, port: int) -> None:
    builder = ApplicationBuilder().token(token).base_url(f"{api_url}/bot").base_file_url(f"{api_url}/file/bot")
    application = builder.updater(None).build()
    words = filters.TEXT & ~filters.COMMAND
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states={
                CONSENT: [CallbackQueryHandler(consented, pattern="^yes$")],
                STORY: [MessageHandler(words, told)],
                NAME: [MessageHandler(words, named)],
                REVIEW: [CallbackQueryHandler(kept, pattern="^save$")],
            },
            fallbacks=[CommandHandler("start", start)],
            per_message=False,
        )
    )

    async def telegram(request: Request) -> Response:
        await application.update_queue.put(Update.de_json(data=await request.json(), bot=application.bot))
        return Response()

    site = Starlette(routes=[Route("/telegram", telegram, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(site, host="127.0.0.1", port=port, log_level="warning", use_colors=False))
    await application.bot.set_webhook(f"http://127.0.0.1:{port}/telegram", allowed_updates=Update.ALL_TYPES)
    async with application:
        await application.start()
        await server.serve()
        await application.stop()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
