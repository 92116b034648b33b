"""PELAMAR: staff page through who applied, mark, send; whoever was chosen says yes, and staff see it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.core.message import Attachment
from bot.core.opportunities import Opportunity, Question
from bot.desk_clock import desk_jobs
from storage import applications, media
from storage.media import Result
from tests.applicants import Applied, applied, stands
from tests.clock.world import Posted, send
from tests.handlers.counter import told
from tests.handlers.staff_desk import hold
from tests.handlers.talk import DAY, Talk, house
from tests.offers import published


async def with_applicants(talk: Talk, n: int, *roles: str, **more: Any) -> tuple[Opportunity, list[Applied]]:
    """A closed opportunity with so many applicants; the talk is staff."""
    await hold(talk, *(roles or ("committee",)))
    one = await published(talk.store, talk.now - 9 * DAY, talk.now - DAY, **more)
    return one, [await applied(talk.store, one, k, talk.now - 2 * DAY) for k in range(1, n + 1)]


async def clock(talk: Talk) -> None:
    """A clock that has just begun looks once, as after a restart."""
    for job in desk_jobs(talk.store, house(), lambda: talk.now):
        if job.name.startswith("place."):
            await job.run()


async def states(talk: Talk, one: Opportunity) -> dict[str, int]:
    found = await talk.store.read(lambda tx: applications.counts(tx, one.id))
    return {str(state): n for state, n in found.items()}


async def applicant(talk: Talk, n: int) -> Talk:
    """The chat of the `n`-th applicant, having read what came."""
    other = talk.other(str(5000 + n))
    other.now = talk.now
    await other.open()
    await told(other)
    return other


async def test_the_whole_way(talk: Talk) -> None:
    one, [first, *_] = await with_applicants(talk, 3, quota=1)
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
    chosen = await applicant(talk, 1)
    chosen.sees("Kakak terpilih untuk *Slot Panggung Contoh*", "Gedung Contoh", "16.00 WIB")
    chosen.may_tap("Saya hadir", "Tidak bisa")
    await chosen.taps("Saya hadir")
    chosen.sees("sudah pasti", "PLG-000001")
    await chosen.close()
    await talk.says("pelamar CNTH7")
    talk.sees("pasti hadir: 1", "belum terpilih: 1")
    assert await states(talk, one) == {"confirmed": 1, "not_chosen": 1, "waiting": 1}


async def test_twelve_of_fifty_seven_in_few_taps(talk: Talk) -> None:
    one, everybody = await with_applicants(talk, 57, quota=12)
    before = talk.tapped
    await talk.says("pelamar cnth7")
    await talk.taps("Pilih dari daftar")
    talk.sees("terisi 0 dari 12", "1. Pelamar Rekaan 1 · ", "· belum pernah")
    for n in range(1, 13):
        if f"Pelamar Rekaan {n}" not in talk.labels:
            await talk.taps("Berikutnya")
        await talk.taps(f"Pelamar Rekaan {n}")
    talk.sees("terisi 12 dari 12", "✓ Pelamar Rekaan 12")
    await talk.taps("Pelamar Rekaan 13")
    talk.sees("Tempat sudah penuh: 12 dari 12", "terisi 12 dari 12")
    await talk.taps("✓ Pelamar Rekaan 12")
    talk.sees("terisi 11 dari 12")
    await talk.says("Pelamar Rekaan 12")
    talk.sees("terisi 12 dari 12")
    await talk.taps("Ringkasan")
    await talk.taps("Kirim hasil (57)")
    await talk.says("tempatnya sudah penuh")
    talk.sees("ke 57 orang?", "belum terpilih: 45")
    await talk.says("kirim")
    assert talk.tapped - before <= 12 + 2 + 5
    assert await states(talk, one) == {"chosen": 12, "not_chosen": 45}
    await clock(talk)
    assert {(await stands(talk.store, each)).told_at for each in everybody} == {talk.now}


async def test_by_sub_sector_and_who_never_had_a_place(talk: Talk) -> None:
    await with_applicants(talk, 7)
    other = await published(talk.store, 1, 2, "OTHER")
    await applied(talk.store, other, 3, talk.now, state="confirmed", confirmed_at=talk.now)
    await talk.says("pelamar CNTH7")
    talk.sees("Subsektor: Kriya (kerajinan) 3 (3 belum pernah), ", "Musik 2 (1)", "Kecamatan: ")
    await talk.taps("Musik (2)")
    talk.sees("Pelamar Rekaan 3", "Pelamar Rekaan 6").misses("Pelamar Rekaan 1")
    await talk.taps("Ringkasan")
    await talk.taps("Belum pernah")
    talk.sees("6. Pelamar Rekaan 7").misses("Pelamar Rekaan 3")


async def test_declined_with_a_reason_and_words(talk: Talk) -> None:
    one, [first, second] = await with_applicants(talk, 2)
    await talk.says("pelamar CNTH7")
    await talk.taps("Satu per satu")
    await talk.taps("Belum terpilih")
    talk.sees("Mengapa Pelamar Rekaan 1 belum terpilih?")
    await talk.says("ketentuan teknisnya belum sesuai")
    talk.sees("Ada kata untuk Pelamar Rekaan 1?")
    await talk.says("Durasi melebihi 20 menit.")
    talk.sees("Pelamar Rekaan 1 ditandai belum terpilih", "Pelamar Rekaan 2")
    await talk.taps("Belum terpilih")
    await talk.taps("karyanya belum sesuai tema")
    await talk.taps("Cukup alasannya")
    talk.sees("Semua pelamar di daftar ini sudah diputuskan", "belum terpilih: 2")
    kept = [await stands(talk.store, each) for each in (first, second)]
    assert [(each.decline, each.words) for each in kept] == [("technical", "Durasi melebihi 20 menit."), ("theme", "")]
    await talk.taps("Kirim hasil (2)")
    talk.sees("belum terpilih: 2")
    await talk.taps("Jangan dulu")
    assert await states(talk, one) == {"not_chosen": 2}
    assert (await stands(talk.store, first)).told_at is None


async def test_files_that_answer_a_question_are_seen(talk: Talk) -> None:
    demo = Question(key="demo", ask="Rekaman demo", type="file")
    _, [first] = await with_applicants(talk, 1, questions=(demo,))
    file = await send(talk.store, Posted(first.contact_id, "77", talk.now, "photo", Attachment("ref")))
    await talk.store.transact(lambda tx: media.settle(tx, file, Result("kept", "", "7" * 64, "8" * 64)))
    answered = replace(await stands(talk.store, first), answers={"demo": [str(file), "https://contoh.example/demo"]})
    assert await talk.store.transact(lambda tx: applications.save(tx, answered, talk.now))
    await talk.taps_id(f"do:applicant:{first.id}.a")
    talk.sees("- Rekaman demo 1 📎, https://contoh.example/demo")
    assert [each.source for each in talk.bubble.media] == [f"shown:{file}"]


async def test_somebody_else_was_first(talk: Talk) -> None:
    _, [first] = await with_applicants(talk, 1)
    await talk.says("pelamar CNTH7")
    await talk.taps("Satu per satu")
    found = await stands(talk.store, first)
    assert await talk.store.transact(lambda tx: applications.save(tx, found, talk.now))
    await talk.taps("Pilih")
    talk.sees("baru saja berubah", "belum diputuskan")
    await talk.taps("Pilih")
    talk.sees("ditandai terpilih")


async def test_the_list_of_what_has_applicants(talk: Talk) -> None:
    await hold(talk, "desk")
    await talk.says("pelamar")
    talk.sees("Belum ada pelamar")
    await with_applicants(talk, 2)
    await talk.says("pelamar")
    talk.may_tap("Slot Panggung Contoh (2)")
    await talk.taps("Slot Panggung Contoh (2)")
    talk.sees("2 pelamar untuk 2 tempat")
    await talk.says("pelamar XXXXX")
    talk.sees("tidak ada, atau belum terbit")


async def test_what_waits_for_a_word_comes_first(talk: Talk) -> None:
    await hold(talk, "committee")
    for n in range(9):
        old = await published(talk.store, 1, talk.now - (20 - n) * DAY, f"OLD{n}X", title={"id": f"Lama {n}"})
        await applied(talk.store, old, 1, talk.now - 30 * DAY, state="not_chosen", told_at=talk.now - DAY)
    for code, days in (("NEWER", 5), ("NEWES", 9)):
        one = await published(talk.store, 1, talk.now + days * DAY, code, title={"id": code})
        await applied(talk.store, one, 1, talk.now)
    await talk.says("pelamar")
    assert talk.labels[:3] == ["NEWES (1)", "NEWER (1)", "Lama 8 (1)"]


async def test_the_desk_reads_and_does_not_choose(talk: Talk) -> None:
    _, [first, *_] = await with_applicants(talk, 2, "desk")
    await talk.says("pelamar CNTH7")
    assert not [label for label in talk.labels if "Kirim" in label]
    await talk.taps("Satu per satu")
    talk.may_tap("Lewati", "Ringkasan")
    await talk.taps_id(f"do:choose:{first.id}.1.chosen.o.c")
    talk.misses("ditandai terpilih")
    assert (await stands(talk.store, first)).state == "submitted"


async def test_others_see_nothing(talk: Talk) -> None:
    one, [first, *_] = await with_applicants(talk, 2)
    other = talk.other("7001")
    await other.open()
    await other.registered()
    for choice in (f"do:applicants:{one.id}", f"do:applicant:{first.id}.a", f"do:send_results:{one.id}"):
        await other.taps_id(choice)
        other.misses("Pelamar Rekaan")
    await other.says("pelamar CNTH7")
    other.misses("Pelamar Rekaan")
    await other.close()
    await talk.says("pelamar CNTH7")
    talk.sees("2 pelamar")


async def sent(talk: Talk, waiting: int = 0, **more: Any) -> tuple[Opportunity, list[Applied]]:
    """The first applicant is chosen for the only place and was told; the rest wait."""
    one, found = await with_applicants(talk, 1 + waiting, quota=1, **more)
    await talk.says("pelamar CNTH7")
    await talk.taps("Satu per satu")
    await talk.taps("Pilih")
    for _ in range(waiting):
        await talk.taps("Cadangan")
    await talk.taps(f"Kirim hasil ({1 + waiting})")
    await talk.taps("Kirim")
    return one, found


@pytest.mark.parametrize("words", ["saya hadir", "hadir", "ya", "1", "bisa hadir"])
async def test_yes_in_words(talk: Talk, words: str) -> None:
    _, [first] = await sent(talk)
    chosen = await applicant(talk, 1)
    await chosen.says(words)
    chosen.sees("sudah pasti")
    await chosen.close()
    assert (await stands(talk.store, first)).state == "confirmed"


@pytest.mark.parametrize("words", ["tidak bisa", "dak biso", "2"])
async def test_no_in_words_and_again_yes(talk: Talk, words: str) -> None:
    _, [first] = await sent(talk)
    chosen = await applicant(talk, 1)
    await chosen.says(words)
    chosen.sees("kami lepas untuk yang lain")
    assert (await stands(chosen.store, first)).state == "unable"
    await chosen.taps("Saya hadir")
    chosen.sees("sudah pasti")
    await chosen.taps("Batal hadir")
    chosen.sees("kami lepas untuk yang lain")
    await chosen.close()


async def test_words_later_mean_the_only_place_that_waits(talk: Talk) -> None:
    await sent(talk)
    chosen = await applicant(talk, 1)
    await chosen.says("menu")
    await chosen.says("saya pasti hadir")
    chosen.sees("sudah pasti")
    await chosen.says("saya pasti hadir")
    chosen.sees("Tidak ada tempat yang sedang menunggu")
    await chosen.close()


@pytest.mark.parametrize(("starts_on", "minds"), [(date(2025, 11, 25), True), (date(2025, 12, 20), False)])
async def test_staff_see_that_the_time_to_confirm_is_too_long(talk: Talk, starts_on: date, minds: bool) -> None:
    await with_applicants(talk, 1, quota=1, starts_on=starts_on)
    await talk.says("pelamar CNTH7")
    await talk.taps("Satu per satu")
    await talk.taps("Pilih")
    await talk.taps("Kirim hasil (1)")
    assert ("acara mulai sebelum batas kabar itu" in talk.text) is minds


async def test_called_by_staff(talk: Talk) -> None:
    _, [first, second] = await sent(talk, waiting=1)
    await talk.later(days=1.47)  # Tuesday evening
    await clock(talk)
    await told(talk)
    talk.sees("Tolong ditelepon (1)", "Pelamar Rekaan 1 (PLG-000001)")
    await talk.taps("Pelamar Rekaan 1")
    talk.may_tap("Ditelepon: hadir", "Ditelepon: tidak", "Ringkasan")
    await talk.taps("Ditelepon: tidak")
    talk.sees("tercatat tidak bisa hadir")
    await talk.later(seconds=360)
    await clock(talk)
    await told(talk)
    talk.sees("ditawarkan ke Pelamar Rekaan 2")
    assert [(await stands(talk.store, each)).state for each in (first, second)] == ["unable", "chosen"]
    await talk.taps("Lihat pelamar")
    talk.sees("menunggu kabar: 1", "lepas: 1")
    await talk.taps("Yang terpilih")
    talk.sees("✓ Pelamar Rekaan 2")


async def test_who_says_yes_on_the_telephone_has_it_in_writing(talk: Talk) -> None:
    _, [first] = await sent(talk)
    await talk.taps_id(f"do:applicant:{first.id}.c")
    await talk.taps("Ditelepon: hadir")
    talk.sees("tercatat pasti hadir")
    chosen = await applicant(talk, 1)
    chosen.sees("sudah pasti", "PLG-000001").may_tap("Batal hadir")
    await chosen.close()


async def test_on_every_channel(anywhere: Talk) -> None:
    one, _ = await with_applicants(anywhere, 12, quota=2)
    await anywhere.says("pelamar CNTH7")
    assert len(anywhere.labels) <= 12
    await anywhere.taps("Pilih dari daftar")
    await anywhere.taps("Pelamar Rekaan 1")
    anywhere.sees("terisi 1 dari 2")
    await anywhere.taps("Ringkasan")
    await anywhere.taps("Kirim hasil (12)")
    await anywhere.says("tempatnya sudah penuh")
    await anywhere.says("kirim")
    assert await states(anywhere, one) == {"chosen": 1, "not_chosen": 11}


async def test_in_english(talk: Talk) -> None:
    await with_applicants(talk, 2, quota=1)
    await talk.says("english")
    await talk.taps("English")
    await talk.says("applicants CNTH7")
    talk.sees("2 applicants for 1 places", "2 never had one")
    await talk.taps("One by one")
    await talk.taps("Choose")
    talk.sees("is marked as chosen")
