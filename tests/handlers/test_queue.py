"""ANTREAN: one request after the other, each act shown before it goes, the next by itself."""

from tests.handlers.desk import asks, both, hears, stands, thread, with_replies
from tests.handlers.talk import Talk


async def test_a_saved_reply_takes_two_taps(talk: Talk) -> None:
    await with_replies(talk)
    async with both(talk) as (officer, asker):
        first = await asks(asker)
        await asks(asker, "mau pinjam tenda dan kursi untuk pameran")
        await officer.says("antrean")
        officer.sees("1 dari 2", "D-1", "Alat & bahan", "Yuk Ratna", "mesin jahit saya rusak", "paling lambat")
        reply = officer.labels[0]
        assert officer.labels[2:] == ["Jawab", "Minta keterangan", "Tutup", "Lewati", "Lainnya"]
        await officer.taps(reply)
        officer.sees("Kirim ke *Yuk Ratna* (Kriya", "Alat & bahan)?", "Yuk Ratna, ").may_tap(
            "Kirim", "Kirim & tutup", "Ubah", "Batal"
        )
        await officer.taps("Kirim")
        officer.sees("✅ D-1 terkirim ke Yuk Ratna.", "2 dari 2", "tenda dan kursi")
        (await hears(asker)).sees("Jawaban untuk permohonan D-1", "Yuk Ratna")
        assert (await stands(officer, first)).state == "in_progress"
        assert [said.author for said in await thread(officer, first)] == ["requester", "staff"]
