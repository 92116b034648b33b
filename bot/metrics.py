"""Every number the program tells of itself, in one place. Names end in their unit, as Prometheus has it.

No label ever holds anything personal: channels, lanes and outcomes only.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from storage import outbox
from storage.outbox import LANES
from storage.ports import Store

REGISTRY = CollectorRegistry()
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

ProcessCollector(registry=REGISTRY)
TURNS = Counter(
    "kekraf_turns_total", "Events taken, by channel and outcome (done, failed, ignored, seen).",
    ["channel", "outcome"], registry=REGISTRY,
)  # fmt: skip
TURN_SECONDS = Histogram(
    "kekraf_turn_seconds", "From an event's arrival to its commit.", ["channel"], buckets=SECONDS, registry=REGISTRY
)
SENDS = Counter(
    "kekraf_sends_total", "Attempts to send, by channel and outcome (sent, again, doubt, failed, dead).",
    ["channel", "outcome"], registry=REGISTRY,
)  # fmt: skip
OUTBOX_DEPTH = Gauge("kekraf_outbox_depth", "Messages that wait, by lane.", ["lane"], registry=REGISTRY)
OUTBOX_OLDEST = Gauge(
    "kekraf_outbox_oldest_seconds", "Age of the oldest message that waits, by lane (0: none).", ["lane"],
    registry=REGISTRY,
)  # fmt: skip


async def collect(store: Store, now: int) -> bytes:
    """Everything as Prometheus text, the outbox measured at `now` (UTC milliseconds). Raises StoreDown."""

    waiting = {row["lane"]: row for row in await store.read(outbox.depth)}
    for name, lane in LANES.items():
        row = waiting.get(lane)
        OUTBOX_DEPTH.labels(name).set(row["n"] if row is not None else 0)
        OUTBOX_OLDEST.labels(name).set(max(0, now - row["oldest"]) / 1000 if row is not None else 0)
    return generate_latest(REGISTRY)
