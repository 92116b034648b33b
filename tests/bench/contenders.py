"""Who is measured, and how each is started."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.processes import ROOT, kekraf

PEERS = Path(__file__).parent / "peers"
BENCH_PYTHON = ROOT / ".venv-bench" / "bin" / "python"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a contender runs: its folder, its port on loopback, and the Bot API it talks to."""

    folder: Path
    port: int
    api_url: str
    token: str


@dataclass(frozen=True, slots=True)
class Contender:
    """`kept` says what is on disk when the platform is told that its update was taken."""

    name: str
    kept: str
    command: Callable[[Place], list[str]]
    database: bool = False


def settings(place: Place) -> dict[str, str]:
    """Our settings: everything as it comes, but the limits that would measure the clock instead of us."""
    return {
        "KEKRAF_DATA_DIR": str(place.folder),
        "KEKRAF_DATABASE_URL": f"sqlite:///{place.folder / 'kekraf.db'}",
        "KEKRAF_HTTP_PORT": str(place.port),
        "KEKRAF_PUBLIC_URL": f"http://127.0.0.1:{place.port}",
        "KEKRAF_TELEGRAM_API_URL": place.api_url,
        "KEKRAF_TELEGRAM_TOKEN": place.token,
        "KEKRAF_TELEGRAM_RATE": "1000000",
        "KEKRAF_TELEGRAM_CHAT_RATE": "0",
    }


def _peer(file: str) -> Callable[[Place], list[str]]:
    return lambda place: [str(BENCH_PYTHON), str(PEERS / file), place.token, place.api_url, str(place.port)]


OURS = Contender("kekraf", "inbox, session, records, outbox: fsync", lambda _: kekraf("run"), database=True)
PTB = Contender("PTB ConversationHandler", "nothing", _peer("ptb_conversation.py"))
AIOGRAM = Contender("aiogram FSM", "nothing", _peer("aiogram_fsm.py"))
