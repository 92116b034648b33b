"""BALASAN: the committee's saved replies, shown as they would read before they are saved."""

from bot.actions import replying
from storage import replies
from storage.replies import SavedReply
from tests.handlers.staff_desk import act, colleague, hold
from tests.handlers.talk import CITY, Talk

TEXT = "{nama}, {nomor} kami kabari paling lambat {tanggal}."
READS = "Yuk Contoh, D-123 kami kabari paling lambat Senin, 1 Desember."


async def kept(talk: Talk) -> list[SavedReply]:
    return await talk.store.read(lambda tx: replies.offered(tx))


async def with_reply(talk: Talk) -> Talk:
    """A committee member, and one reply for every kind."""
    await hold(talk, "committee")
    await talk.store.transact(lambda tx: replies.add(tx, "", "Sudah dibaca", TEXT))
    return talk


async def at_reply(talk: Talk) -> Talk:
    await with_reply(talk)
    await talk.says("balasan")
    await talk.says("semua jenis")
    return await talk.says("sudah dibaca")


async def test_by_kind_and_as_it_would_read(talk: Talk) -> None:
    await with_reply(talk)
    await talk.says("balasan")
    talk.sees("untuk jenis apa")
    assert "Semua jenis" in talk.labels
    await talk.taps("Semua jenis")
    talk.sees("Semua jenis: 1 jawaban simpanan").may_tap("Sudah dibaca", "Buat baru")
    await talk.taps("Sudah dibaca")
    talk.sees("sudah dipakai 0 kali", READS).may_tap("Ubah isi", "Ubah judul", "Jangan tawarkan lagi")


async def test_a_new_one_for_a_kind(talk: Talk) -> None:
    await hold(talk, "committee")
    kind = CITY.support.kinds[0]
    await talk.says("balasan")
    await talk.says(kind.label["id"])
    talk.sees(f"{kind.label['id']}: 0 jawaban simpanan")
    await talk.says("buat baru")
    talk.sees("Apa judulnya")
    await talk.says("Tanya  ukuran")
    talk.sees("{nama} nama pemohon", "{nomor}", "{tanggal}")
    await talk.says("Ukurannya berapa, {nama}?")
    talk.sees("Tanya ukuran", "Ukurannya berapa, Yuk Contoh?", "rekaan").may_tap("Simpan", "Tidak jadi")
    assert await kept(talk) == []
    await talk.taps("Simpan")
    talk.sees(f"Jawaban Tanya ukuran tersimpan untuk {kind.label['id']}").may_tap("Balasan")
    (made,) = await kept(talk)
    assert (made.kind, made.title, made.text) == (kind.id, "Tanya ukuran", "Ukurannya berapa, {nama}?")


async def test_only_what_can_be_filled_in(talk: Talk) -> None:
    await at_reply(talk)
    await talk.says("ubah isi")
    talk.sees(TEXT)
    for wrong in ("Halo {name}", "Halo {nama!r}"):
        await talk.says(wrong)
        talk.sees("Yang bisa diisi otomatis hanya {nama}, {nomor}, {tanggal}")
    await talk.says("Baik, {nama}.")
    await talk.says("simpan")
    talk.sees("Jawaban Sudah dibaca sudah diubah")
    assert [reply.text for reply in await kept(talk)] == ["Baik, {nama}."]


async def test_another_title(talk: Talk) -> None:
    await at_reply(talk)
    await talk.says("ubah judul")
    await talk.says("x" * (replying.TITLE_MOST + 1))
    talk.sees("terlalu panjang")
    await talk.says("Sudah kami baca")
    talk.sees("Sudah kami baca", READS)
    await talk.says("simpan")
    assert [(reply.title, reply.text) for reply in await kept(talk)] == [("Sudah kami baca", TEXT)]


async def test_offered_no_more(talk: Talk) -> None:
    await at_reply(talk)
    await talk.says("jangan tawarkan lagi")
    talk.sees("tidak ditawarkan lagi kepada petugas. Yakin")
    await talk.says("ya, hentikan")
    talk.sees("Jawaban Sudah dibaca tidak ditawarkan lagi")
    assert await kept(talk) == []


async def test_thought_better_of(talk: Talk) -> None:
    await at_reply(talk)
    await talk.says("jangan tawarkan lagi")
    await talk.says("tidak jadi")
    talk.sees("Tidak ada yang diubah")
    assert len(await kept(talk)) == 1


async def test_changed_by_somebody_else_meanwhile(talk: Talk) -> None:
    await at_reply(talk)
    await talk.says("ubah isi")
    other = await colleague(talk, "Ani Rekaan", "committee")
    (reply,) = await kept(talk)
    await act(talk, other, replying.change, SavedReply(reply.id, "", "Sudah dibaca", "Dari Ani."))
    await talk.says("Dari Ratna.")
    await talk.says("simpan")
    talk.sees("baru saja berubah")
    assert [each.text for each in await kept(talk)] == ["Dari Ani."]
