"""Whatever is sent: a 4xx, never a 5xx, and nothing kept that should not be."""

import json
from typing import Any

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.web import tokens
from tests.web.raw import exchange
from tests.web.world import Caller, Web

NIK = "1671055508900003"  # fictional: a woman born on 15 August 1990
PATHS = ("/chat/api/messages", "/chat/api/session", "/chat", "/telegram/webhook", "/readyz", "/chat/files/x")
JSON = {"Content-Type": "application/json"}
KINDS = [b"application/json", b"multipart/form-data; boundary=b", b"application/x-www-form-urlencoded", b"\xff"]
MULTIPART = {"Content-Type": "multipart/form-data; boundary=b"}

WRONG_BODIES = [
    b"", b"{", b"[]", b"null", b'"x"', b"1", b"{}", b"\xff\xfe", b"\x00", b'{"id": "a"}', b'{"text": "a"}',
    b'{"id": 1, "text": "a"}', b'{"id": "a", "text": 1}', b'{"id": "a", "text": []}', b'{"id": "", "text": "a"}',
    b'{"id": "a b", "text": "a"}', b'{"id": "a\\u0000", "text": "a"}', b'{"id": "\xc3\xa9", "text": "a"}',
    b'{"id": "a", "text": "  \\n "}', b'{"id": "a", "text": "\\u0000\\ud800"}', b'{"id": "a", "choice": {}}',
    b'{"id": "a", "choice": "\\ud800"}', b'{"id": "a", "choice": "\\u0000"}',
    b'{"id": "a", "choice": "x", "text": "y"}',
    b'{"id": "' + b"a" * 65 + b'", "text": "a"}', b'{"id": "a", "choice": "' + b"x" * 257 + b'"}',
    b"[" * 30_000, b'{"a":' * 10_000, b'{"id": "a", "text": ' + b"9" * 10_000 + b"}", b'{"id": "a", "text": "ab',
]  # fmt: skip

WRONG_FORMS = [
    b"", b"--b", b"--b\r\n", b"--b--", b"--b\r\n\r\nx\r\n--b--", b"\x00" * 100,
    b'--b\r\nContent-Disposition: form-data; name="id"\r\n\r\na',
    b'--b\r\nContent-Disposition: form-data; name="id"\r\n\r\na\r\n--b--',
    b'--b\r\nContent-Disposition: form-data\r\n\r\na\r\n--b--',
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="\xff\xfe"\r\n\r\na\r\n--b--',
    b'--b\r\nContent-Disposition: form-data; name="id"; filename="x"\r\n\r\na\r\n--b--',
    b'--b\r\nContent-Disposition: \xff; name="id"\r\n: \r\n\r\na\r\n--b--',
]  # fmt: skip


ODD_WORDS = [
    "a" * 5000, "nama 👩‍🎨" * 300, "مرحبا \u202e abc", "nol\x00nol", "\ud800x", "<b>&amp;</b>", "*\\*_`[x](y)",
    "a\r\nb", "9" * 400,
]  # fmt: skip

REQUESTS = [
    b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /chat HTTP/1.1\r\nHost: [::\r\n\r\n",
    b"GET /chat HTTP/1.1\r\nHost: x\r\nCookie: \xff\xfe=\x80; kekraf_chat=\xff\r\n\r\n",
    b"GET /%ff%00%2e%2e HTTP/1.1\r\nHost: x\r\nAccept: \xff\r\n\r\n",
    b"POST /chat/api/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \xff\r\nContent-Length: 1\r\n\r\nx",
    b"POST /telegram/webhook HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: \xff\r\nContent-Length: 0\r\n\r\n",
    b"POST /chat HTTP/1.1\r\nHost: x\r\nContent-Type: \xff\r\nContent-Length: 1\r\n\r\nx",
    b"POST /chat/api/session HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: \xff, , ,::1\r\nContent-Length: 0\r\n\r\n",
    b"GET /metrics HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: \xff\r\nAuthorization: \xff\r\n\r\n",
    b"BREW /chat HTTP/1.1\r\nHost: x\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
    b"GET /static/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
]

HEAD = b"POST %b HTTP/1.1\r\nHost: x\r\nAuthorization: %b\r\nContent-Type: %b\r\nX-Odd: %b\r\n"
POST = HEAD + b"Content-Length: %d\r\n\r\n"


def b(text: str) -> bytes:
    return text.encode()


def typed(program: Caller, kind: bytes) -> list[tuple[bytes, bytes]]:
    """A session's headers with a content type of any bytes."""
    return [(b"Authorization", program.headers["Authorization"].encode()), (b"Content-Type", kind)]


class TestMessages:
    async def test_what_is_no_message_is_400(self, web: Web, program: Caller) -> None:
        for body in WRONG_BODIES:
            web.clock.pass_(1)
            answer = await program.http.post("/chat/api/messages", content=body, headers=program.headers | JSON)
            assert answer.status_code == 400, body[:80]
            assert answer.json()["error"]
        assert web.heard == []

    async def test_what_is_no_form_is_400(self, web: Web, program: Caller) -> None:
        for body in WRONG_FORMS:
            answer = await program.http.post("/chat/api/messages", content=body, headers=program.headers | MULTIPART)
            assert answer.status_code == 400, body
        assert web.heard == []
        assert web.files.kept == {}

    async def test_another_type_is_415(self, program: Caller) -> None:
        for kind in ("", "text/plain", "application/xml", "é", "multipart/mixed; boundary=b", ";"):
            headers = typed(program, b(kind))
            answer = await program.http.post("/chat/api/messages", content=b"x", headers=headers)
            assert answer.status_code == 415, kind

    async def test_a_form_without_a_boundary_is_400(self, program: Caller) -> None:
        for boundary in ("", "; boundary=", "; boundary=" + "é" * 90):
            headers = typed(program, b(f"multipart/form-data{boundary}"))
            answer = await program.http.post("/chat/api/messages", content=b"x", headers=headers)
            assert answer.status_code == 400, boundary

    async def test_over_64_kb_of_json_is_413(self, program: Caller) -> None:
        assert (await program.post(text="a" * 60_000)).status_code == 202
        assert (await program.post(text="a" * 66_000)).status_code == 413

    async def test_chunks_without_a_length_are_counted_too(self, program: Caller) -> None:
        async def chunks() -> Any:
            for _ in range(70):
                yield b" " * 1024

        answer = await program.http.post("/chat/api/messages", content=chunks(), headers=program.headers | JSON)
        assert answer.status_code == 413

    async def test_odd_words_are_answered(self, web: Web, program: Caller) -> None:
        for number, text in enumerate(ODD_WORDS):
            web.clock.pass_(60)
            body = b(json.dumps({"id": str(number), "text": text}))
            before = len(await program.read())
            answer = await program.http.post("/chat/api/messages", content=body, headers=program.headers | JSON)
            assert answer.status_code == 202
            assert [m["from"] for m in (await program.read())[before:]] == ["person", "bot"], text[:40]

    async def test_an_identity_number_is_kept_nowhere(self, web: Web, program: Caller) -> None:
        for text in (NIK, f"nik saya {NIK[:6]}.{NIK[6:12]}.{NIK[12:]}"):
            assert (await program.post(text=text)).status_code == 202
        assert (await program.post(choice=f"register:name:{NIK}")).status_code == 400
        assert (await program.post(id=NIK, text="halo")).status_code == 202
        file = {"file": (f"ktp {NIK}.jpg", b"a fictional photo", "image/jpeg")}
        answer = await program.http.post("/chat/api/messages", data={"id": "f"}, files=file, headers=program.headers)
        assert answer.status_code == 202
        assert (await program.http.get(f"/chat?ref={NIK}")).status_code == 303
        folder = web.store._path.parent
        kept = b"".join(path.read_bytes() for path in folder.iterdir())
        assert NIK.encode() not in kept
        assert NIK[6:12].encode() + b"." not in kept


class TestReading:
    async def test_no_number_is_400(self, program: Caller) -> None:
        wrong = ("-1", "x", "", "²", "9" * 30, "1.5", "é")
        for query in [f"{name}={value}" for name in ("after", "wait") for value in wrong]:
            answer = await program.http.get(f"/chat/api/messages?{query}", headers=program.headers)
            assert answer.status_code == 400, query

    async def test_the_page_passes_over_nonsense(self, http: httpx.AsyncClient) -> None:
        for query in ("before=x", "before=-1", "before=99999999999", "before=²", "ref=%00", "ref=%ff%fe", "lang=%ed"):
            assert (await http.get(f"/chat?{query}")).status_code in (200, 303), query

    async def test_no_token_is_401(self, http: httpx.AsyncClient) -> None:
        for value in ("", "Bearer", "Bearer é", "Basic eDp5", "Bearer " + "a" * 5000, "bearer x y"):
            answer = await http.get("/chat/api/messages", headers=[(b"Authorization", b(value))])
            assert answer.status_code == 401, value

    async def test_no_signed_address_is_404(self, program: Caller) -> None:
        for name in ("x", "é", "a" * 3000, "AAAA.BBBB", "%00", "=" * 8):
            assert (await program.http.get(f"/chat/files/{name}", headers=program.headers)).status_code == 404, name

    async def test_an_address_of_another_maker_is_404(self, program: Caller) -> None:
        forged = tokens.sign(b"another key", [1, "data:1", 2**53])
        assert (await program.http.get(f"/chat/files/{forged}", headers=program.headers)).status_code == 404


class TestBytes:
    """Straight into the socket, as no client library would."""

    async def test_never_a_5xx(self, web: Web) -> None:
        for request in REQUESTS:
            assert 200 <= await exchange(web.url, request) < 500, request

    async def test_anything_at_all_to_any_path(self, web: Web, program: Caller) -> None:
        token = program.headers["Authorization"].encode()

        @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
        @given(
            st.sampled_from(PATHS),
            st.sampled_from(KINDS),
            st.binary(max_size=300) | st.sampled_from(WRONG_FORMS + WRONG_BODIES[:20]),
            st.binary(max_size=30).map(lambda raw: raw.translate(None, b"\r\n\x00")),
        )
        def fuzz(path: str, kind: bytes, body: bytes, odd: bytes) -> None:
            tried.append((path, kind, body, odd))

        tried: list[tuple[str, bytes, bytes, bytes]] = []
        fuzz()
        for path, kind, body, odd in tried:
            web.clock.pass_(60)
            status = await exchange(web.url, POST % (path.encode(), token, kind, odd, len(body)) + body)
            assert 200 <= status < 500, (path, kind, body, odd)


class TestWebhook:
    async def test_it_is_handed_over_with_its_secret(self, web: Web, http: httpx.AsyncClient) -> None:
        for secret, status in (("right", 200), ("wrong", 403)):
            headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
            assert (await http.post("/telegram/webhook", content=b"{}", headers=headers)).status_code == status
        assert (await http.post("/telegram/webhook", content=b"{}")).status_code == 403
        assert web.updates == [(b"{}", "right"), (b"{}", "wrong"), (b"{}", None)]

    async def test_over_a_megabyte_is_413(self, web: Web, http: httpx.AsyncClient) -> None:
        assert (await http.post("/telegram/webhook", content=b" " * 1_000_001)).status_code == 413
        assert web.updates == []
