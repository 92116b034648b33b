"""More sub-sectors at the first look: two at most, in two taps, or none."""

import pytest

from bot.core.audience import Audience
from tests.handlers.talk import Talk
from tests.handlers.test_opportunities import offered, three


async def crafts(talk: Talk) -> tuple[str, ...]:
    person = await talk.person()
    assert person is not None
    return tuple(person.sub_sectors)


async def test_a_second_craft_makes_more_fit(talk: Talk) -> None:
    await three(talk)
    await talk.registered()
    await talk.says("lokak")
    talk.sees("Untuk bidang atau tempat lain:", "Punya bidang lain juga, Kak?")
    await talk.taps("Tambah bidang")
    talk.sees("Bidang Kakak yang lain apa? Paling banyak dua.")
    assert "Lewati" in talk.labels
    await talk.says("musik")
    await talk.says("selesai")
    talk.sees("Bidang Kakak sekarang: Kriya (kerajinan), Musik", "Ada 3").misses("Untuk bidang atau tempat lain")
    assert await crafts(talk) == ("kriya", "musik")
    await talk.says("lokak")
    talk.misses("Tambah bidang")


async def test_nobody_is_held_up(talk: Talk) -> None:
    await three(talk)
    await talk.registered()
    for word, told in (("lewati", "Ada 3"), ("batal", "tidak ada yang tersimpan")):
        await talk.says("lokak")
        await talk.taps("Tambah bidang")
        await talk.says(word)
        talk.sees(told).misses("Tambah bidang", "Bidang Kakak sekarang")
    assert await crafts(talk) == ("kriya",)


async def test_it_is_offered_until_something_was_read(talk: Talk) -> None:
    await three(talk)
    await talk.says("lokak")
    talk.misses("Punya bidang lain")
    await talk.registered()
    await talk.says("panggung")
    talk.misses("Punya bidang lain")
    await talk.says("lokak")
    talk.sees("Punya bidang lain")
    assert talk.labels[3] == "Tambah bidang"
    await talk.says("1")
    await talk.says("lokak")
    talk.sees("Ada 3").misses("Punya bidang lain")


async def test_three_are_the_most(talk: Talk) -> None:
    await offered(talk.store, "Kelas A", audience=Audience(("musik",)))
    await talk.registered()
    await talk.says("tambah bidang")
    for word in ("musik", "kuliner", "fesyen"):
        await talk.says(word)
    await talk.says("selesai")
    talk.sees("Paling banyak 2, Kak").misses("Ada 1")
    assert await crafts(talk) == ("kriya",)
    for word in ("musik", "kuliner", "selesai"):
        await talk.says(word)
    assert await crafts(talk) == ("kriya", "musik", "kuliner")
    await talk.says("tambah bidang")
    talk.sees("Bidang Kakak sudah tiga")


@pytest.mark.parametrize("way", ["tambah bidang", "do:more_crafts"])
async def test_a_stranger_registers_first(talk: Talk, way: str) -> None:
    await (talk.taps_id(way) if way.startswith("do:") else talk.says(way))
    talk.sees("Kakak setuju")
