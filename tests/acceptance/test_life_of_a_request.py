"""A request's whole life on Telegram, the bot killed -9 between every two steps: the same thread on both sides."""

from pathlib import Path

from tests.acceptance.city import City, Talker, city
from tests.acceptance.test_desk_answers import asks, hired

STORY = "zulmi kurapo 1000?"
FIRST, MORE, TOLD, DONE, SORRY = (
    "Alatnya kami cari dulu.", "Dipakai tanggal berapa?", "Tanggal lima.", "Alat siap diambil.", "Maaf, ini lemnya.",
)  # fmt: skip
BODY = "Sumatera Ekspres"
Step = tuple[str, str]  # what is said or tapped, what is answered


async def step(here: City, who: Talker, *lines: Step) -> None:
    """Says them, and is answered each time; then everything dies and comes again."""
    for line, words in lines:
        await who.asks(line, words)
    await here.records.settled()
    await here.bot.restart()


async def closes(here: City, officer: Talker, words: str) -> None:
    """The officer closes it as helped; killed in the middle of it too."""
    await step(here, officer, ("cari D-1", "D-1"), ("[Tutup]", "D-1"), (words, words))
    await step(here, officer, ("[Kirim & tutup]", "hasil apa"), ("[Terbantu]", "D-1"))


async def passes_on(here: City, officer: Talker, asker: Talker) -> None:
    """To a body the requester agrees to, with a letter."""
    await step(here, officer, ("cari D-1", "D-1"), ("[Lainnya]", "Mau diapakan?"), ("[Mitra]", "D-1"))
    await step(here, officer, ("[Mitra lain]", "pihak"), ("media", "Yang mana?"), (BODY, "Permohonan D-1 bisa dibantu"))
    await step(here, officer, ("[Kirim]", "Pemohon D-1 sudah ditanya"))
    await asker.finds(f"Permohonan D-1 bisa dibantu {BODY}")
    await asker.says("[Boleh]")
    await asker.finds("D-1")
    await here.records.settled()
    await here.bot.restart()
    officer.person.forget_unread()  # in working hours it is told of the consent
    await step(here, officer, ("cari D-1", "D-1"), ("[Lainnya]", f"{BODY}: pemohon setuju"), ("[Mitra]", "Langkah"))
    await step(here, officer, ("[Teruskan]", STORY), ("[Surat (PDF)]", "Surat pengantar D-"))
    await step(here, officer, ("[Sudah dikirim]", f"D-1 sudah dikirim ke {BODY}"))
    await asker.finds(f"Permohonan D-1 sudah kami kirim ke {BODY}")


async def test_from_asked_to_rated(tmp_path: Path, database_url: str) -> None:
    async with city(tmp_path, database_url) as here:
        officer, asker = await hired(here, 900, "committee"), await asks(here, 1000)
        await step(here, officer, ("antrean", STORY), (FIRST, "Kirim ke"), ("[Kirim]", "D-1 terkirim"))
        await asker.finds(FIRST)
        await step(here, officer, ("cari D-1", FIRST), ("[Minta keterangan]", "D-1"), (MORE, "Minta keterangan ini ke"))
        await step(here, officer, ("[Kirim]", "keterangan diminta"))
        await asker.finds(MORE)
        await step(here, asker, (TOLD, "Ini jawaban untuk D-1"), ("ya", "Sudah masuk ke D-1"))
        await passes_on(here, officer, asker)
        await step(here, officer, ("cari D-1", "D-1"), ("[Lainnya]", "Mau"), ("[Janjikan tanggal]", "kapan"))
        await step(here, officer, ("[5 hari kerja]", "Kirim?"), ("[Kirim]", "Pemohon sudah dikabari: D-1"))
        await asker.finds("Kabar berikutnya paling lambat")
        await closes(here, officer, DONE)
        await asker.finds(DONE)
        await step(here, asker, ("[Belum]", "masih kurang untuk D-1"), ("[Lewati]", "D-1"))
        await closes(here, officer, SORRY)
        await asker.finds(SORRY)
        await step(here, asker, ("[Sudah beres]", "Seberapa terbantu"), ("[5]", "Senang bisa membantu"))
        assert await same_on_both_sides(here, asker) == [STORY, FIRST, MORE, TOLD, DONE, SORRY]


async def same_on_both_sides(here: City, asker: Talker) -> list[str]:
    """The one thread, each word of it once with the requester, and the record of all that happened."""
    rows = await here.records.rows("SELECT text FROM request_messages WHERE thread = 'public' ORDER BY id")
    (kept,) = await here.records.rows("SELECT state, outcome, confirmed, rating, reopened FROM support_requests")
    assert kept == {"state": "done", "outcome": "helped", "confirmed": "yes", "rating": 5, "reopened": 1}
    (referral,) = await here.records.rows("SELECT state FROM referrals")
    assert referral == {"state": "sent"}
    assert await here.records.count("request_promises", "settled_at IS NOT NULL AND kept = 1") == 1
    for words in (FIRST, MORE, DONE, SORRY):
        assert sum(words in text for text in asker.heard) == 1
    await asker.asks("D-1", SORRY)
    shown = (await asker.asks("[Lihat semua]", SORRY)).text
    assert [words for words in (FIRST, MORE, TOLD, DONE) if words not in shown] == []
    return [row["text"] for row in rows]
