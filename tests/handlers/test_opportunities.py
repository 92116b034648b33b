"""Peluang & panggung in talk: anybody reads, at once; what fits comes first; one in full, and the ways on."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.actions import holding
from bot.core.audience import Audience
from bot.core.opportunities import Opportunity, Requirement
from storage import contacts, opportunities
from storage.ports import Store
from tests.handlers.talk import DAY, MORNING, Talk
from tests.offers import published

MUSIC, CRAFT = Audience(("musik",)), Audience(("kriya",))


async def offered(store: Store, name: str, days: float = 9, kind: str = "training", **more: Any) -> Opportunity:
    """An opportunity of that name, open for so many days."""
    code = f"CNT{name[-1].upper()}7"
    return await published(
        store, MORNING, MORNING + int(days * DAY), code=code, kind=kind, title={"id": name, "en": name}, **more
    )


async def three(talk: Talk) -> None:
    """Three of them: for musicians, for craftspeople, for everybody."""
    await offered(talk.store, "Kelas A", 3, audience=MUSIC)
    await offered(talk.store, "Kelas B", 9, audience=CRAFT)
    await offered(talk.store, "Panggung C", 5, kind="stage")


@pytest.mark.parametrize("word", ["lokak", "ado lokak dak", "peluang", "Peluang & panggung"])
async def test_a_stranger_reads_at_once(anywhere: Talk, word: str) -> None:
    await three(anywhere)
    await anywhere.says(word)
    anywhere.sees(
        "Ada 3 peluang & panggung yang dibuka", "1. 📢 *CONTOH · Kelas A* · sampai", "3. 📢 *CONTOH · Kelas B*"
    )
    anywhere.misses("Untuk bidang atau tempat lain", "Setuju")
    await anywhere.says("2")
    anywhere.sees("🎭 *Panggung C*", "*Biaya:* gratis", "CONTOH: rekaan", "Mau ikut, Kak?")
    anywhere.may_tap("Saya tertarik", "Tanya", "Kalender", "Bagikan", "Yang lain")
    assert await anywhere.person() is None


async def test_what_fits_comes_first(talk: Talk) -> None:
    await three(talk)
    await talk.registered()
    await talk.says("peluang")
    talk.sees("1. 📢 *CONTOH · Kelas B*")
    before, after = talk.text.split("Untuk bidang atau tempat lain:")
    assert "2. 🎭 *CONTOH · Panggung C*" in before
    assert "3. 📢 *CONTOH · Kelas A*" in after


async def test_a_family_and_a_craft(talk: Talk) -> None:
    await three(talk)
    await talk.says("panggung")
    talk.sees("Ada 1 panggung yang dibuka", "Panggung C").misses("Kelas").may_tap("Panggung C", "Peluang (2)")
    await talk.taps("Peluang (2)")
    talk.sees("Ada 2 peluang yang dibuka", "Kelas A", "Kelas B").misses("Panggung C")
    await talk.says("lokak musik")
    talk.sees("Kelas A", "Panggung C").misses("Kelas B").may_tap("Kelas A", "Panggung C", "Lihat semua")
    await talk.taps("Lihat semua")
    talk.sees("Ada 3")


@pytest.mark.parametrize(
    ("words", "found"), [("lokak pelatihan", "Kelas A"), ("ado lokak panggung tampil", "Panggung C")]
)
async def test_a_kind(talk: Talk, words: str, found: str) -> None:
    await three(talk)
    await talk.says(words)
    talk.sees(found)
    assert ("Panggung C" in talk.text) is (found == "Panggung C")
    assert ("Kelas A" in talk.text) is (found == "Kelas A")


@pytest.mark.parametrize("words", ["panggung kami butuh sound system", "peluang usaha kuliner saya butuh modal"])
async def test_whoever_needs_something_is_still_heard(talk: Talk, words: str) -> None:
    await three(talk)
    await talk.registered()
    await talk.says(words)
    assert "yang dibuka" not in talk.text


async def test_a_poster_is_shown_and_the_card_fits_under_it(talk: Talk) -> None:
    await talk.sends("photo")
    rows = await talk.store.read(lambda tx: tx.all("media.wanted", channel="telegram", now=talk.now, most=1))
    one = await offered(talk.store, "Kelas A", benefits=("sesuatu yang panjang " * 9,) * 5)
    with_poster = replace(one, poster_id=rows[0]["id"])
    await talk.starts("o_CNTA7")
    assert len(talk.text) > 1024
    assert not talk.bubble.media
    assert await talk.store.transact(lambda tx: opportunities.save(tx, with_poster, talk.now))
    await talk.starts("o_CNTA7_wa")
    talk.sees("*Syarat:*", "masih ada keterangan lain").misses("sesuatu yang panjang")
    assert [media.source for media in talk.bubble.media] == [f"shown:{rows[0]['id']}"]
    assert len(talk.text) <= 1024
    assert talk.labels[:2] == ["Saya tertarik", "Selengkapnya"]
    await talk.taps("Selengkapnya")
    talk.sees("sesuatu yang panjang").misses("masih ada keterangan lain", "Selengkapnya")
    assert not talk.bubble.media
    many = tuple(Requirement(text=f"syarat {n} " + "panjang " * 12) for n in range(12))
    crowded = replace(with_poster, version=with_poster.version + 1, offer=replace(one.offer, requirements=many))
    assert await talk.store.transact(lambda tx: opportunities.save(tx, crowded, talk.now))
    await talk.starts("o_CNTA7")
    talk.sees("syarat 0", "syarat 11", "sesuatu yang panjang").misses("Selengkapnya")
    assert not talk.bubble.media


async def test_a_kind_word_alone_answers_free_questions(talk: Talk) -> None:
    await three(talk)
    await talk.says("petugas")
    await talk.says("panggung")
    talk.sees("Sudah kami teruskan ke petugas")
    assert await talk.asked() == [("unsorted", "panggung")]
    await talk.says("panggung")
    talk.sees("Ada 1 panggung yang dibuka")


async def test_nothing_is_open(talk: Talk) -> None:
    await offered(talk.store, "Kelas A", 0.1)
    await talk.later(days=1)
    await talk.says("lokak")
    talk.sees("Belum ada yang dibuka, Kak").may_tap("Tanya petugas")
    await offered(talk.store, "Kelas B")
    await talk.says("panggung")
    talk.sees("Belum ada panggung yang dibuka, Kak, tetapi ada peluang").may_tap("Peluang (1)", "Tanya petugas")


@pytest.mark.parametrize("words", ["lokak lomba", "lokak residensi"])
async def test_nothing_of_that_kind_is_open_but_something_else_is(talk: Talk, words: str) -> None:
    await talk.says(words)
    talk.sees("Belum ada yang dibuka, Kak")
    assert talk.labels == ["Tanya petugas"]
    await three(talk)
    await talk.says(words)
    talk.sees("Yang itu belum ada, Kak, tetapi ada yang lain").misses("Belum ada yang dibuka")
    await talk.taps("Lihat semua")
    talk.sees("Ada 3")


async def test_page_by_page(talk: Talk) -> None:
    for n, letter in enumerate("ABCDEFG"):
        await offered(talk.store, f"Kelas {letter}", n + 1, kind="stage" if letter == "G" else "training")
    await talk.says("peluang")
    talk.sees("Ada 7", "5. 📢 *CONTOH · Kelas E*").misses("Kelas F")
    assert talk.labels[5:] == ["Berikutnya", "Peluang (6)", "Panggung (1)"]
    await talk.taps("Berikutnya")
    talk.sees("1. 📢 *CONTOH · Kelas F*", "2. 🎭 *CONTOH · Kelas G*").misses("Kelas A")
    await talk.says("2")
    talk.sees("*Kelas G*")
    await talk.taps("Sebelumnya")
    talk.sees("Kelas A")
    await talk.taps_id("do:opportunities:.99")
    talk.sees("Kelas G")


@pytest.mark.parametrize("word", ["CNTB7", "cntb7", "peluang CNTB7"])
async def test_a_code_opens_it(talk: Talk, word: str) -> None:
    await three(talk)
    await talk.says(word)
    talk.sees("*Kelas B*", "*Syarat:*")


async def test_a_link_opens_it_for_a_stranger(talk: Talk) -> None:
    await three(talk)
    await talk.starts("o_CNTB7_wa")
    talk.sees("*Kelas B*").misses("Setuju")
    await talk.starts("o_ZZZZZ")
    talk.sees("Peluang itu tidak ada, Kak", "Ada 3 peluang & panggung")


async def test_a_link_while_a_talk_runs(talk: Talk) -> None:
    await three(talk)
    await talk.says("bikin kue di plaju")
    await talk.says("ya")
    talk.sees("Nama panggilan")
    await talk.starts("o_CNTB7")
    talk.sees("*Kelas B*")
    assert talk.labels[-1] == "Lanjutkan yang tadi"
    await talk.taps("Lanjutkan yang tadi")
    talk.sees("Nama panggilan")


@pytest.mark.parametrize("state", ["draft", "in_review"])
async def test_nobody_reads_what_is_not_published(talk: Talk, state: Any) -> None:
    one = await offered(talk.store, "Kelas A")
    await talk.taps_id(f"do:opportunity:{one.id}")
    talk.sees("*Kelas A*")
    await talk.store.transact(lambda tx: opportunities.save(tx, replace(one, state=state), talk.now))
    for link in ("", "o_CNTA7"):
        await talk.later(seconds=20)
        await (talk.starts(link) if link else talk.taps_id(f"do:opportunity:{one.id}"))
        talk.sees("Peluang itu tidak ada, Kak").misses("Kelas A")
    await talk.says("cnta7")
    talk.misses("Kelas A")


@pytest.mark.parametrize(
    ("state", "told"), [("cancelled", "Yang ini dibatalkan, Kak. Alasannya: hujan."), ("closed", "sudah ditutup, Kak")]
)
async def test_what_is_over_says_so_first(talk: Talk, state: Any, told: str) -> None:
    one = await offered(talk.store, "Kelas A")
    await talk.store.transact(lambda tx: opportunities.save(tx, replace(one, state=state, reason="hujan"), talk.now))
    await talk.starts("o_CNTA7")
    assert told in talk.text.splitlines()[0]
    talk.sees("Mau lihat yang masih dibuka")
    assert talk.labels[-1] == "Yang lain"


async def test_the_menu_leads_there(talk: Talk) -> None:
    await three(talk)
    await talk.says("menu")
    assert talk.labels[0] == "Peluang & panggung"
    await talk.taps("Peluang & panggung")
    talk.sees("Ada 3")


@pytest.mark.parametrize(
    ("answer", "told"), [("Ya, kabari", "Siap, Yuk Ratna."), ("Tidak usah", "kami tidak mengirim")]
)
async def test_how_many_fit_is_said_after_registering(talk: Talk, answer: str, told: str) -> None:
    await three(talk)
    await talk.registered(alerts=answer == "Ya, kabari")
    talk.sees(told, "Sekarang ada 2 peluang untuk Kriya.")
    talk.may_tap("Peluang & panggung", "Minta dukungan", "Profil saya")


async def test_nothing_is_said_where_nothing_fits(talk: Talk) -> None:
    await offered(talk.store, "Kelas A", audience=MUSIC)
    await talk.registered()
    talk.sees("Siap, Yuk Ratna.").misses("peluang untuk")


async def test_whoever_declined_may_read(talk: Talk) -> None:
    await three(talk)
    await talk.says("halo")
    await talk.taps("Tidak / belum 18")
    talk.sees("tetap bisa melihat peluang")
    await talk.taps("Lihat peluang")
    talk.sees("Ada 3")


async def test_a_question_about_it_goes_to_staff(talk: Talk) -> None:
    await three(talk)
    await talk.registered()
    await talk.says("cntb7")
    await talk.says("tanya")
    talk.sees("Mau tanya apa tentang *Kelas B*, Kak?")
    await talk.says("boleh ikut berdua?")
    talk.sees("Sudah kami teruskan ke petugas")
    assert await talk.asked() == [("unsorted", 'Tentang "Kelas B" (CNTB7): boleh ikut berdua?')]


async def test_a_question_about_nothing_read_goes_to_staff_too(talk: Talk) -> None:
    await talk.says("tanya")
    talk.sees("Silakan tulis pertanyaannya, Kak")


async def test_its_days_for_a_calendar(talk: Talk) -> None:
    one = await offered(talk.store, "Kelas A", starts_on=date(2026, 1, 9))
    await talk.says("cnta7")
    await talk.taps("Kalender")
    talk.sees("berkas kalendernya").may_tap("Saya tertarik", "Lihat lagi", "Yang lain")
    assert [media.source for media in talk.bubble.media] == [f"offer:{one.id}.id.ics"]


async def test_no_day_of_what_is_called_off_or_has_none_is_put_into_a_calendar(talk: Talk) -> None:
    one = await offered(talk.store, "Kelas A")
    await talk.says("cnta7")
    off = replace(one, state="cancelled", reason="hujan")
    assert await talk.store.transact(lambda tx: opportunities.save(tx, off, talk.now))
    await talk.says("kalender")
    talk.sees("Yang ini dibatalkan, Kak").misses("berkas kalendernya")
    assert not talk.bubble.media
    await published(talk.store, MORNING, None, code="CNTB7", last_day=None, starts_on=None)
    await talk.says("cntb7")
    assert "Kalender" not in talk.labels
    await talk.says("kalender")
    talk.sees("Tanggalnya belum ada, Kak")
    assert not talk.bubble.media


async def test_a_link_to_pass_on(talk: Talk) -> None:
    await offered(talk.store, "Kelas A")
    await talk.says("cnta7")
    await talk.taps("Bagikan")
    talk.sees("Silakan diteruskan, Kak", "*CONTOH · Kelas A* · sampai", "https://t.me/x?start=o_CNTA7_teman")


async def test_it_speaks_english(talk: Talk) -> None:
    await three(talk)
    await talk.says("english")
    await talk.taps("English")
    await talk.says("opportunities")
    talk.sees("3 opportunities and stages are open", "until")


async def test_what_one_read_is_among_what_is_held(talk: Talk) -> None:
    await three(talk)
    await talk.starts("o_CNTB7_wa")
    known = await talk.store.read(lambda tx: contacts.find(tx, talk.chat))
    assert known is not None
    held = await talk.store.read(lambda tx: holding.held_of(tx, known.contact.id))
    assert held is not None
    (read,) = held.to_json()["opportunities_read"]
    assert (read["code"], read["what"], read["place"]) == ("CNTB7", "read", "wa")
