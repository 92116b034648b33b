"""Each part of an opportunity is asked and changed by its name; what cannot be is asked again."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.actions import publishing
from bot.core.audience import Audience
from bot.core.opportunities import Question
from bot.i18n.catalogue import catalogue
from handlers.shared import offer_fields
from tests.actions.offering import COMPLETE
from tests.handlers.making import looks, newest
from tests.handlers.office import act, officer
from tests.handlers.talk import CITY, SPEECHES, Talk


@pytest.fixture
async def desk(talk: Talk) -> AsyncIterator[Talk]:
    """An officer of the desk."""
    await talk.says("halo")
    opened = await officer(talk, "2001", "desk", name="Petugas Rekaan")
    yield opened
    await opened.close()


EDITS = [
    ("Jenis", "Pameran", {"kind": "exhibition"}),
    ("Judul", "Judul Baru", {"title": {"id": "Judul Baru", "en": "Sample Stage Slot"}}),
    ("Keterangan", "Lain sekali.", {"summary": {"id": "Lain sekali.", "en": COMPLETE.summary["en"]}}),
    ("Tanggal", "tutup 20 Desember", {"last_day": date(2025, 12, 20)}),
    ("Tempat", "daring", {"place": "daring", "online": True}),
    ("Tempat", "Tidak ada", {"place": ""}),
    ("Penyelenggara", "Lembaga Contoh", {"organizer": "Lembaga Contoh"}),
    ("Kuota dan biaya", "40 tempat, 25 ribu", {"quota": 40, "fee_idr": 25_000}),
    ("Yang didapat", "kaos; makan", {"benefits": ("kaos", "makan")}),
    ("Kecamatan", "Plaju, Sako", {"audience": Audience(districts=("16.71.14", "16.71.08"))}),
    (
        "Yang dikecualikan",
        "usaha dan kuliner di Plaju",
        {
            "audience": Audience(
                without_sub_sectors=("kuliner",), without_districts=("16.71.14",), without_kinds=("business",)
            )
        },
    ),
    ("Pengalaman", "Belum pernah", {"audience": Audience(levels=("new",))}),
    ("Pertanyaan", "Berapa orang? (angka)", {"questions": (Question(key="q1", ask="Berapa orang?", type="number"),)}),
    ("Visi 2030", "Kuliner mendunia", {"pillar": "cuisine"}),
    ("Pihak", "Komunitas", {"helix": "community"}),
    ("Cara mendaftar", "https://contoh.example/isi", {"apply_via": "link", "link": "https://contoh.example/isi"}),
    ("Cara mendaftar", "Lewat petugas", {"apply_via": "desk"}),
    ("Tempat bertanya", "Sekretariat", {"contact_role": "Sekretariat"}),
    ("Cara memilih", "Siapa cepat", {"selection": "first_come"}),
    ("Tanggal hasil", "22 Desember", {"results_on": date(2025, 12, 22)}),
    ("Waktu konfirmasi", "24", {"confirm_hours": 24}),
    ("Bahasa Inggris", "A New Title\nA text", {"title": {"id": "Slot Panggung Contoh", "en": "A New Title"}}),
    ("Menit tampil", "25", {"fields": {**COMPLETE.fields, "slot_minutes": 25}}),
    ("Tata suara ada", "Ya", {"fields": {**COMPLETE.fields, "sound_provided": True}}),
    ("Honor", "Tidak ada", {"fields": {**COMPLETE.fields, "honorarium_idr": 0}}),
    ("Bahasa atau genre", "lagu Palembang", {"fields": {**COMPLETE.fields, "language_or_genre": "lagu Palembang"}}),
]


@pytest.mark.parametrize(("field", "typed", "change"), EDITS)
async def test_each_part_is_changed_by_its_name(desk: Talk, field: str, typed: str, change: dict[str, Any]) -> None:
    one = await act(desk, publishing.draft, replace(COMPLETE, last_day=date(2025, 12, 18), starts_on=None))
    await looks(desk, one)
    await desk.taps("Ubah")
    await desk.says(field)
    await desk.says(typed)
    desk.sees("Draf")
    after = await newest(desk)
    assert {name: getattr(after.offer, name) for name in change} == change
    assert after.version == 2


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("Tanggal", "entah", "Tanggalnya belum terbaca"),
        ("Tanggal", "buka 20 Desember, tutup 18 Desember", "Tanggalnya terbalik"),
        ("Kuota dan biaya", "banyak", "Angkanya belum terbaca"),
        ("Kuota dan biaya", "0 tempat", "Angkanya harus lebih dari nol"),
        ("Keterangan", "hubungi 0812-3456-7890", "Ada nomor ponsel pribadi"),
        ("Kecamatan", "Bandung", "Kecamatannya belum kami kenal"),
        ("Cara mendaftar", "contoh", "Alamatnya belum terbaca"),
        ("Judul", "x" * 81, "Terlalu panjang"),
    ],
)
async def test_what_cannot_be_is_asked_again(desk: Talk, field: str, typed: str, told: str) -> None:
    one = await act(desk, publishing.draft, COMPLETE)
    await looks(desk, one)
    await desk.taps("Ubah")
    await desk.says(field)
    await desk.says(typed)
    desk.sees(told)
    assert (await newest(desk)).offer == COMPLETE


async def test_a_competition_has_its_stages_and_limits(desk: Talk) -> None:
    one = await act(desk, publishing.draft, replace(COMPLETE, kind="competition"))
    for field, typed in (
        ("Batas kecamatan", "1"), ("Tahapan", "paparan: 20 Desember\npenganugerahan"), ("Yang dinilai", "keunikan"),
        ("Masa sanggah", "3 hari"),
    ):  # fmt: skip
        await looks(desk, one)
        await desk.taps("Ubah")
        await desk.says(field)
        await desk.says(typed)
    offer = (await newest(desk)).offer
    assert (offer.per_district, offer.objection_days, offer.criteria) == (1, 3, ("keunikan",))
    assert [(each.name, each.on) for each in offer.phases] == [
        ("paparan", date(2025, 12, 20)), ("penganugerahan", None)
    ]  # fmt: skip


async def test_whom_it_leaves_out_is_shown_to_staff_and_taken_back(desk: Talk) -> None:
    one = await act(desk, publishing.draft, COMPLETE)
    await looks(desk, one)
    await desk.taps("Ubah")
    await desk.says("Yang dikecualikan")
    await desk.says("entahlah")
    desk.sees("Kami belum paham siapa yang dikecualikan")
    await desk.says("usaha, Gandus")
    desk.sees("Dikecualikan: Gandus, usaha")
    await desk.taps("Ubah")
    await desk.says("Yang dikecualikan")
    await desk.says("Tidak ada")
    desk.misses("Dikecualikan")
    assert (await newest(desk)).offer.audience.without_kinds == ()


@pytest.mark.parametrize("language", SPEECHES)
def test_every_question_can_be_said(language: str) -> None:
    known = catalogue(language)
    own = [field for kind in CITY.opportunities.kinds for field in kind.fields]
    steps = [offer_fields.step(name) for name in offer_fields.FIELDS]
    steps += [offer_fields.step(f"own.{field.key}", field) for field in own]
    wanted = {str(step.says) for step in steps}
    for step in steps:
        named = step.choices if isinstance(step.choices, tuple) else getattr(step, "also", ())  # type: ignore[union-attr]
        wanted |= {f"offer_field.{name}" for name in named}
    assert {key for key in wanted if not known.has(key)} == set()
    assert {key for key in known if key.startswith("offer_field.") and key.endswith(".ask")} == {
        key for key in wanted if key.endswith(".ask")
    }
    labels = {key: known.get(key) for key in wanted if not key.endswith(".ask")}
    assert {key: label for key, label in labels.items() if len(label) > 20} == {}
