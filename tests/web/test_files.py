"""Files both ways: posted, kept, signed, served to their owner for ten minutes."""

import json
from typing import Any

import httpx

from bot.core.message import Media, Message
from bot.errors import NoFile
from bot.web.site import File
from storage import contacts, outbox
from storage.ports import Tx
from tests.web.world import Caller, Web, caller

PHOTO = b"\xff\xd8\xff a fictional photo"


async def send_file(program: Caller, name: str, content: bytes, mime: str, **fields: str) -> httpx.Response:
    """Posts a file."""
    files = {"file": (name, content, mime)}
    body = {"id": "f1"} | fields
    return await program.http.post("/chat/api/messages", data=body, files=files, headers=program.headers)


async def shown(program: Caller) -> dict[str, str]:
    """The file of the person's last bubble."""
    media: dict[str, str] = next(m["media"][0] for m in reversed(await program.read()) if m["media"])
    return media


async def test_a_photo_goes_in_and_comes_back(web: Web, program: Caller) -> None:
    answer = await send_file(program, "karya.jpg", PHOTO, "image/jpeg", text="ini karya saya")
    assert answer.status_code == 202
    heard = web.heard[-1]
    assert heard.attachment is not None
    assert (heard.kind, heard.text, heard.attachment.size) == ("photo", "ini karya saya", len(PHOTO))
    media = await shown(program)
    assert (media["mime"], media["name"]) == ("image/jpeg", "karya.jpg")
    served = await program.http.get(media["url"], headers=program.headers)
    assert (served.status_code, served.content) == (200, PHOTO)
    assert served.headers["x-content-type-options"] == "nosniff"
    assert served.headers["content-disposition"].startswith("inline")
    assert "sandbox" in served.headers["content-security-policy"]


async def test_kinds_follow_the_type(web: Web, program: Caller) -> None:
    for number, (mime, kind) in enumerate(
        (("image/png", "photo"), ("audio/ogg", "voice"), ("application/pdf", "file"), ("<odd>", "file"))
    ):
        assert (await send_file(program, "x", b"x", mime, id=f"f{number}")).status_code == 202
        assert web.heard[-1].kind == kind
    assert web.heard[-1].attachment is not None
    assert web.heard[-1].attachment.mime == "application/octet-stream"


async def test_the_same_post_twice_is_heard_once_another_file_is_a_conflict(web: Web, program: Caller) -> None:
    for content, status in ((PHOTO, 202), (PHOTO, 202), (PHOTO + b"!", 409)):
        assert (await send_file(program, "x.jpg", content, "image/jpeg")).status_code == status
    assert len([m for m in await program.read() if m["media"]]) == 1


async def test_what_is_not_shown_is_a_download_without_its_type(program: Caller) -> None:
    await send_file(program, "halaman '1'.html", b"<script>1</script>", "text/html")
    served = await program.http.get((await shown(program))["url"], headers=program.headers)
    assert served.headers["content-type"] == "application/octet-stream"
    assert served.headers["content-disposition"] == "attachment; filename*=UTF-8''halaman%20%271%27.html"


async def test_a_name_is_only_a_name(web: Web, program: Caller) -> None:
    await send_file(program, "..\\..\\etc/passwd\u202e.jpg", b"x", "image/jpeg")
    assert (await shown(program))["name"] == "passwd.jpg"


async def test_nobody_elses_session_gets_it(http: httpx.AsyncClient, program: Caller) -> None:
    await send_file(program, "x.jpg", PHOTO, "image/jpeg")
    url = (await shown(program))["url"]
    other = await caller(http)
    http.cookies.clear()
    assert (await http.get(url)).status_code == 401
    assert (await http.get(url, headers=other.headers)).status_code == 404
    assert (await http.get(url, headers=program.headers)).status_code == 200


async def test_the_address_lasts_ten_minutes(web: Web, program: Caller) -> None:
    await send_file(program, "x.jpg", PHOTO, "image/jpeg")
    url = (await shown(program))["url"]
    for seconds, status in ((599, 200), (2, 410)):
        web.clock.pass_(seconds)
        assert (await program.http.get(url, headers=program.headers)).status_code == status
    fresh = (await shown(program))["url"]
    assert (await program.http.get(fresh, headers=program.headers)).status_code == 200


async def test_a_file_that_is_gone_is_404(web: Web, program: Caller) -> None:
    await send_file(program, "x.jpg", PHOTO, "image/jpeg")
    web.files.kept.clear()
    assert (await program.http.get((await shown(program))["url"], headers=program.headers)).status_code == 404


async def test_what_the_bot_sends_is_had_the_same_way(web: Web, program: Caller) -> None:
    await program.say("halo")
    contact_id = await add_bubble(web, Message("Ini datanya", media=(
        Media("document", "data:1", "application/json", "data-saya.json"),)))  # fmt: skip
    assert contact_id == 1
    media = await shown(program)
    served = await program.http.get(media["url"], headers=program.headers)
    assert json.loads(served.content) == {"contact": {}}
    assert served.headers["content-type"] == "application/json"
    assert served.headers["content-disposition"] == "attachment; filename*=UTF-8''data-saya.json"


async def test_what_cannot_be_drawn_now_may_be_asked_for_again(web: Web, program: Caller) -> None:
    await program.say("halo")
    paper = Media("document", "letter:1", "application/pdf", "surat.pdf")
    await add_bubble(web, Message("Suratnya", media=(paper,)))
    url = (await shown(program))["url"]
    web.files.lacking["letter:1"] = NoFile("slow", passing=True)
    refused = await program.http.get(url, headers=program.headers)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "10")
    web.files.lacking.clear()
    web.files.kept["letter:1"] = File(b"%PDF", "application/pdf", "surat.pdf")
    served = await program.http.get(url, headers=program.headers)
    assert (served.status_code, served.content) == (200, b"%PDF")


async def test_twenty_megabytes_and_no_more(web: Web, program: Caller) -> None:
    for size, status in ((20_000_000, 202), (20_000_001, 413), (30_000_000, 413)):
        web.clock.pass_(60)
        answer = await send_file(program, "x.bin", b"\0" * size, "application/zip", id=f"s{size}")
        assert answer.status_code == status
    assert [len(file.content) for file in web.files.kept.values()] == [20_000_000]


async def test_two_files_are_one_too_many(web: Web, program: Caller) -> None:
    files = [("file", ("a.jpg", b"a", "image/jpeg")), ("file", ("b.jpg", b"b", "image/jpeg"))]
    answer = await program.http.post("/chat/api/messages", data={"id": "f"}, files=files, headers=program.headers)
    assert answer.status_code == 400
    assert web.files.kept == {}


async def test_a_bubble_that_replaces_another_says_so(web: Web, program: Caller) -> None:
    await program.say("halo")
    await add_bubble(web, Message("*Baru* 👋 *lagi*", edits="2"))
    newest = (await program.read())[-1]
    assert (newest["n"], newest["replaces"]) == (3, 2)
    assert (newest["text"], newest["bold"]) == ("Baru 👋 lagi", [[0, 4], [7, 11]])


async def add_bubble(web: Web, message: Message) -> int:
    """The bot says something of its own accord to the first contact; the contact's id."""

    async def work(tx: Tx) -> int:
        await contacts.count_bubble(tx, 1)
        contact: Any = await contacts.by_id(tx, 1)
        await outbox.add(tx, contact, message, web.clock.at, outbox.Terms(delivered=True))
        return int(contact.id)

    contact_id: int = await web.store.transact(work)
    web.site.wakeups.poke(contact_id)
    return contact_id
