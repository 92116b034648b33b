"""aiogram as its documentation has it: a finite state machine with MemoryStorage, a webhook on aiohttp.

After its examples `finite_state_machine.py` and `echo_bot_webhook.py`. Run: TOKEN API_URL PORT.
"""

from __future__ import annotations

import sys

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web
from talk import ASK_CONSENT, ASK_NAME, ASK_STORY, CONSENTS, REVIEWS, review, saved

router = Router()


class Register(StatesGroup):
    consent = State()
    story = State()
    name = State()
    review = State()


def _keyboard(labels: dict[str, str]) -> InlineKeyboardMarkup:
    rows = [[InlineKeyboardButton(text=label, callback_data=data)] for data, label in labels.items()]
    return InlineKeyboardMarkup(inline_keyboard=rows)


@router.message(CommandStart())
async def start(message: Message, state: FSMContext) -> None:
    await state.set_state(Register.consent)
    await message.answer(ASK_CONSENT, reply_markup=_keyboard(CONSENTS))


@router.callback_query(Register.consent, F.data == "yes")
async def consented(query: CallbackQuery, state: FSMContext) -> None:
    await query.answer()
    await state.set_state(Register.story)
    await query.message.answer(ASK_STORY)


@router.message(Register.story, F.text)
async def told(message: Message, state: FSMContext) -> None:
    await state.update_data(story=message.text)
    await state.set_state(Register.name)
    await message.answer(ASK_NAME)


@router.message(Register.name, F.text)
async def named(message: Message, state: FSMContext) -> None:
    data = await state.update_data(name=message.text)
    await state.set_state(Register.review)
    await message.answer(review(**data), reply_markup=_keyboard(REVIEWS))


@router.callback_query(Register.review, F.data == "save")
async def kept(query: CallbackQuery, state: FSMContext) -> None:
    await query.answer()
    data = await state.get_data()
    await state.clear()
    await query.message.answer(saved(data["name"]))


def main(token: str, api_url: str, port: int) -> None:
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api_url)))
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.include_router(router)

    @dispatcher.startup()
    async def on_startup(bot: Bot) -> None:
        await bot.set_webhook(f"http://127.0.0.1:{port}/telegram")

    app = web.Application()
    SimpleRequestHandler(dispatcher=dispatcher, bot=bot).register(app, path="/telegram")
    setup_application(app, dispatcher, bot=bot)
    web.run_app(app, host="127.0.0.1", port=port, print=None)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
