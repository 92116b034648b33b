"""What the peers say: the registration's own sentences, so that every contender sends as many bytes."""

CONSENTS = {"yes": "Setuju, saya 18+", "no": "Tidak / belum 18", "read": "Baca lengkap"}
REVIEWS = {"save": "Benar, simpan", "edit": "Ada yang salah", "kind": "Kelompok/usaha"}
ASK_CONSENT = """\
Halo Kak 👋 Ini bot Kekraf Kota Palembang, ada petugas di belakangnya. Gratis: kami tidak pernah meminta uang, OTP, \
atau foto KTP.

Untuk melayani Kakak, kami menyimpan nama, bidang karya, kelurahan, dan kontak obrolan ini, paling lama 2 tahun sejak \
terakhir aktif. Tidak diberikan ke pihak lain tanpa izin. Lihat, ubah, atau hapus: ketik DATA SAYA.

Kakak setuju dan sudah 18 tahun?"""
ASK_STORY = """\
Terima kasih, Kak. Kakak membuat apa, dan di mana? Tulis satu kalimat saja.
Contoh: bikin kue di Plaju"""
ASK_NAME = "Bagus, Kak. Nama panggilan Kakak siapa? Boleh dengan sapaan, misalnya Yuk Ani atau Pak Amir."


def review(story: str, name: str) -> str:
    """What was told, to be looked at."""
    return f"Ini yang kami catat, {name}:\nKarya: {story}\nSebagai: perorangan\n\nSudah benar?"


def saved(name: str) -> str:
    """The end."""
    return f"✅ {name} sudah terdaftar. Boleh Kekraf Palembang mengirim kabar peluang dan panggung yang cocok ke sini?"
