"""A morning's work: forty requests cleared by an officer's script, its own acts counted."""

from statistics import median

from tests.handlers.desk import asks, both, sent_file, stands, thread, with_replies
from tests.handlers.talk import Talk

REQUESTS, MOST_ACTS = 40, 4
STORIES = (
    ("mau pinjam mesin jahit untuk pesanan jumputan", "equipment"),
    ("izin keramaian pentas dulmuluk bulan depan", "permit"),
    ("cara urus NIB untuk usaha songket", "legality"),
    ("boleh tanya soal pempek beku", "food-cert"),
    ("kapan ada pameran lagi", "unsorted"),
)


async def saved_reply(officer: Talk) -> int:
    await officer.taps(officer.labels[0])
    await officer.taps("Kirim")
    return 2


async def own_words(officer: Talk) -> int:
    await officer.taps("Jawab")
    await officer.says("Kami siapkan minggu ini, kabarnya menyusul.")
    await officer.taps("Kirim")
    return 3


async def typed_at_once(officer: Talk) -> int:
    await officer.says("Kami siapkan minggu ini, kabarnya menyusul.")
    await officer.taps("Kirim")
    return 2


async def asks_more(officer: Talk) -> int:
    await officer.taps("Minta keterangan")
    await officer.says("Dipakai tanggal berapa, dan di mana?")
    await officer.taps("Kirim")
    return 3


async def closes(officer: Talk) -> int:
    await officer.taps("Tutup")
    await officer.says("Sudah kami bantu hari ini di kantor.")
    await officer.taps("Kirim & tutup")
    await officer.taps("Terbantu")
    return 4


WAYS = (saved_reply, own_words, typed_at_once, asks_more, closes)


async def test_forty_requests_are_cleared(talk: Talk) -> None:
    await with_replies(talk)
    async with both(talk) as (officer, asker):
        filed = []
        for n in range(REQUESTS):
            story, kind = STORIES[n % len(STORIES)]
            media = [await sent_file(asker, name=f"foto{n}.jpg")] if n % 4 == 0 else []
            filed.append(await asks(asker, f"{story} {n}", kind, media=media))
        await officer.says("antrean")
        acts = []
        for n, request in enumerate(filed):
            officer.sees(f"{n + 1} dari {REQUESTS}", f"*{request.short}*", request.story)
            before = officer.turns
            told = await WAYS[n // len(STORIES) % len(WAYS)](officer)
            acts.append(officer.turns - before)
            assert acts[-1] == told
        officer.sees("Antrean Kakak kosong")
        assert max(acts) <= MOST_ACTS
        assert median(acts) <= 3
        assert len(acts) == REQUESTS
        for request in filed:
            assert len(await thread(officer, request)) == 2
            assert (await stands(officer, request)).first_answer_at is not None
        assert len(await asker.came()) == REQUESTS
