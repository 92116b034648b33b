"""Applying in a talk: conditions first, only what is missing is asked, a draft is kept, a receipt without a promise."""

from datetime import date

from bot.core.applications import Application
from bot.core.opportunities import Opportunity, Requirement
from storage import applications
from tests.handlers.desk import contact_of
from tests.handlers.talk import DAY, Talk
from tests.offers import published

CLOSES = 10 * DAY
SONGS = Requirement(text="2 lagu karya sendiri")


async def out(talk: Talk, **more: object) -> Opportunity:
    """An opportunity that closes in ten days."""
    return await published(talk.store, talk.now, talk.now + CLOSES, **more)  # type: ignore[arg-type]


async def kept(talk: Talk, one: Opportunity) -> Application:
    """What somebody has of it."""
    person = await talk.person()
    found = await talk.store.read(lambda tx: applications.of(tx, one.id, person.id))
    assert found is not None
    return found


async def test_the_whole_way(anywhere: Talk) -> None:
    await anywhere.registered()
    one = await out(anywhere, results_on=date(2025, 12, 20))
    await anywhere.taps_id(f"do:apply:{one.id}")
    anywhere.sees("Slot Panggung Contoh", "2 lagu karya sendiri", "Sudah ada semua").may_tap(
        "Ada semua", "Ada yang belum"
    )
    await anywhere.taps("Ada semua")
    anywhere.sees("contoh karya")
    await anywhere.sends("photo")
    await anywhere.says("https://contoh.example/lagu")
    await anywhere.taps("Selesai")
    anywhere.sees("Yuk Ratna", "1 📎, https://contoh.example/lagu", "Belum punya: tidak ada").may_tap(
        "Kirim", "Ubah dulu"
    )
    assert (await kept(anywhere, one)).state == "draft"
    await anywhere.taps("Kirim")
    anywhere.sees("sudah kami terima", "belum berarti terpilih", "Sabtu, 20 Desember").misses("✅")
    found = await kept(anywhere, one)
    assert (found.state, len(found.works), found.works[1]) == ("submitted", 2, "https://contoh.example/lagu")
    assert found.contact_id == await contact_of(anywhere)
