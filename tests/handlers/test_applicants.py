"""PELAMAR: staff page through who applied, mark, send; whoever was chosen says yes, and staff see it."""

from bot.core.opportunities import Opportunity
from bot.desk_clock import desk_jobs
from storage import applications
from tests.applicants import Applied, applied, stands
from tests.handlers.counter import told
from tests.handlers.staff_desk import hold
from tests.handlers.talk import DAY, Talk, house
from tests.offers import published


async def with_applicants(
    talk: Talk, n: int, role: str = "committee", **more: object
) -> tuple[Opportunity, list[Applied]]:
    """A closed opportunity with so many applicants; the talk is staff."""
    await hold(talk, role)
    one = await published(talk.store, talk.now - 9 * DAY, talk.now - DAY, **more)
    return one, [await applied(talk.store, one, k, talk.now - 2 * DAY) for k in range(1, n + 1)]


async def clock(talk: Talk) -> None:
    """The clock looks once."""
    for job in desk_jobs(talk.store, house(), lambda: talk.now):
        if job.name.startswith("place."):
            await job.run()


async def states(talk: Talk, one: Opportunity) -> dict[str, int]:
    return dict(await talk.store.read(lambda tx: applications.counts(tx, one.id)))


async def test_the_whole_way(talk: Talk) -> None:
    one, [first, second, third] = await with_applicants(talk, 3, quota=1)
    await talk.says("pelamar CNTH7")
    talk.sees("Slot Panggung Contoh", "3 pelamar untuk 1 tempat", "3 belum pernah dapat tempat")
    await talk.taps("Satu per satu")
    talk.sees("Pelamar Rekaan 1", "PLG-000001", "belum pernah", "cerita rekaan 1")
    await talk.taps("Pilih")
    talk.sees("Pelamar Rekaan 1 ditandai terpilih", "Pelamar Rekaan 2")
    await talk.taps("Cadangan")
    talk.sees("Pelamar Rekaan 2 masuk cadangan", "Pelamar Rekaan 3")
    await talk.taps("Lewati")
    await talk.taps("Ringkasan")
    talk.sees("ditandai terpilih: 1", "cadangan: 1", "belum diputuskan: 1")
    await talk.taps("Kirim hasil (3)")
    talk.sees("1 pelamar", "belum terpilih. Apa alasannya?")
    await talk.says("tempatnya sudah penuh")
    talk.sees("Kirim hasil *Slot Panggung Contoh* ke 3 orang?", "terpilih: 1", "cadangan: 1", "belum terpilih: 1")
    assert (await stands(talk.store, first)).told_at is None
    await talk.taps("Kirim")
    talk.sees("sedang dikirim ke 3 orang")
    chosen = talk.other("5001")
    await chosen.open()
    chosen.now = talk.now
    await told(chosen)
    chosen.sees("Kakak terpilih untuk *Slot Panggung Contoh*", "Gedung Contoh", "16.00 WIB")
    chosen.may_tap("Saya hadir", "Tidak bisa")
    await chosen.taps("Saya hadir")
    chosen.sees("sudah pasti", "PLG-000001")
    await chosen.close()
    await talk.says("pelamar CNTH7")
    talk.sees("pasti hadir: 1", "belum terpilih: 1")
    assert await states(talk, one) == {"confirmed": 1, "not_chosen": 1, "waiting": 1}
