"""The page as a text: the model word for word, a quiet week, extremes; 1,500 characters at most, decisions first."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.summary import Decision, Decisions, Elsewhere, Rule, Sealed, Summary
from bot.core.summary_offers import NONE as NO_OFFERS
from bot.core.summary_offers import Closing, Filled
from bot.core.vocabulary import City
from bot.i18n import weekly
from bot.i18n.catalogue import escape
from bot.i18n.naming import LABEL, Names, fit, low
from tests.clock.world import CITY, HOUSE
from tests.summary.sample import DECISIONS, cut, sample

MODEL = """\
*Kekraf Palembang, minggu 47* (16-22 Nov 2026)

*Intinya:* 41 permohonan baru, 38 sudah dijawab. Yang terlambat turun dari 9 menjadi 6. \
Panggung Rakyat terisi 12 dari 12; 7 baru pertama kali.

*Perlu keputusan (3)*
1. D-318 izin acara, Bukit Kecil: acara 5 Des, batas berkas 17 Nov lewat. Bantu surat ke instansinya?
2. D-244 alat & bahan, Plaju: 31 hari tanpa mitra. Cari mitra lain atau jawab belum bisa?
3. Satu mitra bisnis: 4 permohonan diam, paling lama 10 hari. Ingatkan atau alihkan?

*Permohonan*
Baru 41 (minggu lalu 35, rata-rata 8 minggu 33) · selesai 29 · terbuka 63
Terbanyak: izin acara 9, alat & bahan 8, promosi & media 7
Jawaban pertama: separuh dalam 5 jam kerja, 9 dari 10 dalam 14 (batas 16)
Janji ditepati 22 dari 25
Kata pemohon: beres 18, beres di tempat lain 4, tanpa kabar 7; belum 2 (dibuka lagi). Nilai 4,3 dari 16 orang

*Peluang & panggung*
Terbit 4 · pelamar 57 · terpilih 19, 11 pertama kali
Musik, seni rupa, film: 6 dari 19

*Mitra*
Diteruskan 14 · diterima 9 · menunggu 3 · belum bisa 2
Pemerintah 6, komunitas 4, kampus 2, bisnis 2, media 0
Musik, seni rupa, film: baru 6, diteruskan 3

*Pelaku*
Terdaftar 412 (+23): kuliner 8, kriya 5, musik 4, lainnya 6
Paling sepi: arsitektur 0, tv dan radio 1; Gandus 2, Sematang Borang 3

*Minggu ini:* Kamis tutup Panggilan Karya Sriwijaya: 9 pelamar untuk 12 tempat

Gambar, PDF, XLSX terlampir. Tanpa nama, boleh diteruskan. Ketik RINGKASAN 46 untuk minggu sebelumnya."""

RULES: tuple[Rule, ...] = ("legal_missed", "sealed_late", "reopened", "no_partner", "partner_silent")
HUGE = 10**12


def text(page: Summary, language: str = "id", city: City = CITY) -> str:
    return weekly.text(page, city, HOUSE.speeches[language])


def parts(said: str) -> list[str]:
    """The first line of each part."""
    return [block.partition("\n")[0] for block in said.split("\n\n")]


def with_requests(page: Summary, **changes: object) -> Summary:
    return replace(page, requests=replace(page.requests, **changes))  # type: ignore[arg-type]


def deciding(*rows: Decision, total: int | None = None) -> Decisions:
    return Decisions(total=len(rows) if total is None else total, rows=rows, by_rule=())


def test_the_model_word_for_word() -> None:
    assert text(sample()) == MODEL.replace("tv dan radio", "TV dan radio")


def test_in_english() -> None:
    said = text(sample(), "en")
    assert said.startswith("*Kekraf Palembang, week 47* (16-22 Nov 2026)\n\n*In short:* 41 new requests, 38 answered.")
    assert parts(said)[2:7] == [
        "*To decide (3)*", "*Requests*", "*Opportunities & stages*", "*Partners*", "*Practitioners*"
    ]  # fmt: skip
    assert "*This week:* Panggilan Karya Sriwijaya closes on Thursday: 9 applicants for 12 places" in said
    assert "1. D-318 event permit, Bukit Kecil: event on 5 Dec, papers were due 17 Nov." in said


@pytest.mark.parametrize(
    ("new", "answered", "said"),
    [
        (0, 0, "*Minggu tenang:* tidak ada permohonan baru. Tidak ada yang perlu diputuskan."),
        (1, 1, "*Minggu tenang:* 1 permohonan baru, sudah dijawab. Tidak ada yang perlu diputuskan."),
        (2, 2, "*Minggu tenang:* 2 permohonan baru, keduanya dijawab. Tidak ada yang perlu diputuskan."),
        (5, 5, "*Minggu tenang:* 5 permohonan baru, semuanya dijawab. Tidak ada yang perlu diputuskan."),
        (5, 3, "*Minggu tenang:* 5 permohonan baru, 3 sudah dijawab. Tidak ada yang perlu diputuskan."),
        (6, 6, "*Intinya:* 6 permohonan baru, semuanya dijawab. Tidak ada yang terlambat."),
    ],
)
def test_a_quiet_week_says_so(new: int, answered: int, said: str) -> None:
    page = with_requests(
        sample(decisions=deciding(), offers=NO_OFFERS), new=new, new_answered=answered, late=0, late_last=0
    )  # fmt: skip
    assert text(page).split("\n\n")[1] == said


def test_no_week_is_quiet_with_something_to_decide_or_late() -> None:
    quiet = with_requests(sample(decisions=deciding()), new=2, new_answered=2, late=0)
    assert "*Minggu tenang:*" in text(quiet)
    assert "*Minggu tenang:*" not in text(replace(quiet, decisions=deciding(DECISIONS[1])))
    late = text(with_requests(quiet, late=1, late_last=1))
    assert "*Minggu tenang:*" not in late
    assert "Yang terlambat tetap 1." in late
    assert "*Perlu keputusan (0)*\nTidak ada." in late


def test_each_rule_has_its_question() -> None:
    rows = [
        Decision(rule="legal_missed", reference="", short="D-1", kind="permit", district="", days=3, legal_on=None),
        Decision(rule="sealed_late", reference="", short="D-2", kind="", district="", days=40),
        Decision(rule="reopened", reference="", short="D-3", kind="unsorted", district="16.71.01", days=1),
        Decision(rule="partner_silent", reference="", short="D-4", kind="funding", district="", days=9, helix="media"),
    ]
    said = text(sample(decisions=deciding(*rows)))
    assert "2. D-2 pengaduan tertutup: 40 hari terbuka. Siapa yang menyelesaikan?" in said
    assert f"3. D-3 pertanyaan, {CITY.place('16.71.01').name}: dibuka lagi 1 hari lalu." in said
    assert "4. D-4 pendanaan: mitra media diam 9 hari. Ingatkan atau alihkan?" in said


def test_one_of_each_rule_is_shown_before_a_second_of_any_and_the_rest_is_counted() -> None:
    many = [
        Decision(rule=rule, reference="", short=f"D-{number}", kind="", district="", days=9)
        for rule in RULES for number in range(1, 30)
    ]  # fmt: skip
    assert [row.rule for row in weekly.chosen(many, 5)] == list(RULES)
    assert [row.rule for row in weekly.chosen(many[:40], 4)] == [RULES[0], RULES[0], RULES[0], RULES[1]]
    said = text(sample(decisions=deciding(*many, total=1234)))
    shown = said.count("\n1. ") + sum(f"\n{number}. " in said for number in range(2, 6))
    assert f"dan 1.{234 - shown} lagi, daftarnya di PDF dan XLSX" in said


def test_a_week_that_still_runs_says_so() -> None:
    said = text(sample(partial=True))
    assert said.startswith(
        "*Kekraf Palembang, minggu 47* (16-22 Nov 2026)\nAngka sementara, sampai Senin, 23 November, 08.00."
    )


def test_a_week_over_two_months_names_both() -> None:
    first, last = sample().first_day.replace(month=11, day=30), sample().last_day.replace(month=12, day=6)
    assert "(30 Nov-6 Des 2026)" in text(sample(first_day=first, last_day=last))


def test_what_is_nothing_has_no_line() -> None:
    page = sample(decisions=deciding())
    page = replace(page, partners=replace(page.partners, sent=0, apart=()), elsewhere=())
    page = with_requests(page, closed=0, reopened=0, by_kind=())
    said = text(page)
    assert "*Mitra*" not in said
    assert "Kata pemohon" not in said
    assert "Terbanyak" not in said
    assert "Belum beres, dibuka lagi: 3" in text(with_requests(page, reopened=3))


def test_a_week_without_offers_says_nothing_of_them() -> None:
    said = text(sample(offers=NO_OFFERS))
    assert "Peluang" not in said
    assert "Minggu ini" not in said
    assert "pertama kali" not in said


def test_where_nobody_was_chosen_or_places_are_not_counted() -> None:
    soon = Closing(title={"id": "*Lomba* Rekaan"}, on=date(2026, 11, 24), applicants=1, quota=None)
    full = Filled(title={"id": "Lapak"}, taken=3, quota=9, first=0)
    said = text(sample(offers=replace(NO_OFFERS, published=1, soon=(soon, soon), fullest=full)))
    assert "*Peluang & panggung*\nTerbit 1 · pelamar 0 · terpilih 0\n\n*Mitra*" in said
    assert "menjadi 6. Lapak terisi 3 dari 9.\n" in said
    closing = f"Selasa tutup {escape('*Lomba* Rekaan')}: 1 pelamar"
    assert f"*Minggu ini:* {closing}; {closing}\n" in said


def test_other_lines_come_when_there_is_something() -> None:
    page = with_requests(sample(), withdrawn=3)
    page = replace(page, sealed=Sealed(new=1, open=2, late=1), elsewhere=(Elsewhere(id="export", count=5),))
    said = text(page)
    assert "Pengaduan tertutup: terbuka 2, lewat waktu 1" in said
    assert "Diarahkan ke alamat lain: 5" in said


@pytest.mark.parametrize(
    ("room", "gone", "there"),
    [
        (1450, (), ("Paling sepi", "3. Satu mitra bisnis", "*Minggu ini:*", "Panggung Rakyat terisi")),
        (1380, ("Paling sepi",), ("Pemerintah 6, komunitas 4", "Terbanyak:", "3. Satu")),
        (1320, ("Paling sepi", "Pemerintah 6"), ("Kata pemohon:", "Janji ditepati", "3. Satu")),
        (1190, ("Terbanyak:", "*Minggu ini:*"), ("Jawaban pertama:", "film: 6 dari 19", "film: baru 6", "3. Satu")),
        (1080, ("film: 6 dari 19", "film: baru 6"), ("Terbit 4", "Panggung Rakyat terisi", "3. Satu")),
        (800, ("Kata pemohon:", "Panggung Rakyat", "3. Satu"), ("Jawaban pertama:", "Terbit 4", "dan 2 lagi")),
        (600, ("*Mitra*", "*Peluang", "*Pelaku*"), ("*Intinya:*", "1. D-318", "Baru 41", "Ketik RINGKASAN 46")),
    ],
)
def test_what_matters_least_goes_first(
    room: int, gone: tuple[str, ...], there: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weekly, "MOST", room)
    said = text(sample())
    assert len(said) <= room
    assert [part for part in gone if part in said] == []
    assert [part for part in there if part not in said] == []


numbers = st.integers(0, HUGE)


@settings(max_examples=150, deadline=None)
@given(
    values=st.lists(numbers, min_size=12, max_size=12), shown=st.integers(0, 40), language=st.sampled_from(["id", "en"])
)
def test_never_longer_than_it_may_be(values: list[int], shown: int, language: str) -> None:
    new, answered, late, before, closed, opened, days, sent, total, count, withdrawn, minutes = values
    rows = tuple(
        replace(DECISIONS[place % 3], rule=RULES[place % 5], short=f"D-{10**12 + place}", days=days)
        for place in range(shown)
    )
    page = with_requests(
        sample(decisions=Decisions(total=shown + total, rows=rows, by_rule=())),
        new=new, new_answered=min(new, answered), late=late,
        late_last=before, closed=closed, open=opened, withdrawn=withdrawn, reopened=count,
        by_kind=tuple(cut(kind.id, new) for kind in CITY.support_kinds),
    )  # fmt: skip
    closing = Closing(title={"id": "Peluang Rekaan " * 9}, on=date(2026, 11, 24), applicants=count, quota=new)
    filled = Filled(title={"id": "*" * 99}, taken=total, quota=total, first=count)
    offers = replace(
        page.offers, published=new, applicants=sent, chosen=total, first=total, fullest=filled, soon=(closing,) * 5
    )  # fmt: skip
    page = replace(
        page, offers=offers, partners=replace(page.partners, sent=sent, waiting=sent),
        answers=replace(page.answers, median_minutes=minutes, ninth_minutes=minutes),
        sealed=Sealed(new=0, open=count, late=count), elsewhere=(Elsewhere(id="x", count=count),),
    )  # fmt: skip
    said = text(page, language)
    assert len(said) <= weekly.MOST
    assert said.endswith(text(sample(), language).rpartition("\n\n")[2])


@pytest.mark.parametrize("language", ["id", "en"])
def test_long_names_of_another_city_are_cut(language: str) -> None:
    long = "Sangat Panjang Sekali Namanya " * 9
    names = {"id": long, "en": long}
    kinds = tuple(replace(kind, short=names, label=names) for kind in CITY.support_kinds)
    city = replace(
        CITY, identity=replace(CITY.identity, committee=long), support=replace(CITY.support, kinds=kinds),
        sub_sectors=tuple(replace(each, short=names) for each in CITY.sub_sectors),
        districts=tuple(replace(each, name=long) for each in CITY.districts),
    )  # fmt: skip
    said = text(sample(), language, city)
    assert len(said) <= weekly.MOST
    assert long[:60].lower() not in said.lower()
    assert "D-318 " in said


def test_names_are_those_of_the_city_cut_to_a_line() -> None:
    names = Names(CITY, HOUSE.speeches["id"])
    assert names.kind("ip") == "HKI & merek"
    assert names.kind("gone") == names.kind("unsorted") == "pertanyaan"
    assert names.sub_sector("film-animasi-video") == "film"
    assert names.sub_sector("kriya") == "kriya"
    assert names.sub_sector("") == "tidak disebut"
    assert names.place("") == names.place("99.99") == ""
    assert names.helix("a sixth side") == "a sixth side"
    assert names.count(1234567) == "1.234.567"
    assert names.hours(61) == "2"
    assert len(fit("x" * 99)) == LABEL
    assert low("TV dan Radio") == "TV dan radio"
