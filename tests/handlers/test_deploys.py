"""What a deploy may do to a running talk, and flows made from data."""

from dataclasses import replace
from typing import Any

from bot.core.flow import Answers, Ask, Back, Choose, Command, Facts, Flow, Got, Leave, No, Review, Says, Start
from bot.core.message import Say
from bot.core.reading import Option
from bot.errors import Refused
from bot.talking import Talks
from handlers import COMMANDS, FLOWS
from tests.handlers.talk import CHANNELS, Talk


def talks(*flows: Flow, commands: dict[str, Command] | None = None) -> Talks:
    return Talks(FLOWS | {flow.name: flow for flow in flows}, COMMANDS | (commands or {}), CHANNELS)


async def at_name(talk: Talk) -> Talk:
    await talk.says("bikin kue di plaju")
    return await talk.says("ya")


async def test_a_step_is_removed(talk: Talk) -> None:
    await at_name(talk)
    shorter = replace(FLOWS["register"], steps=tuple(s for s in FLOWS["register"].steps if s.key != "name"))
    await talk.on(talks(shorter)).says("Ani")
    talk.sees("Sudah benar")


async def test_a_step_is_added(talk: Talk) -> None:
    await at_name(talk)
    first, *rest = FLOWS["register"].steps
    kind = Choose(key="kind", choices=("group", "person"))
    longer = replace(FLOWS["register"], steps=(first, kind, *(s for s in rest if s.key != "kind")))
    await talk.on(talks(longer)).says("Ani")
    talk.sees("Daftar sebagai apa")
    await talk.says("perorangan")
    talk.sees("Sudah benar")


async def test_a_whole_flow_is_removed(talk: Talk) -> None:
    await at_name(talk)
    without = replace(talk.talks, flows={name: flow for name, flow in FLOWS.items() if name != "register"})
    await talk.on(without).says("Ani")
    talk.sees("sudah tidak dipakai lagi").may_tap("Peluang & panggung", "Daftar", "Minta dukungan", "Tanya petugas")
    await talk.says("daftar")
    talk.sees("sudah tidak dipakai lagi").may_tap("Peluang & panggung", "Daftar", "Minta dukungan", "Tanya petugas")


async def test_a_removed_flow_below_another(talk: Talk) -> None:
    await at_name(talk)
    await talk.says("petugas")
    without = replace(talk.talks, flows={name: flow for name, flow in FLOWS.items() if name != "register"})
    await talk.on(without).says("kapan?")
    talk.sees("sudah tidak dipakai lagi").may_tap("Peluang & panggung", "Daftar", "Minta dukungan", "Tanya petugas")


def apply_flow(key: str) -> Flow:
    """A flow made from data: its question and choices are not in the catalogue."""

    async def finish(desk: Any, answers: Answers, facts: Facts) -> Says:
        return (Say("register.sub_sector.term", {"question": f"{facts.key}: {answers['day']}, {facts.extra['fee']}"}),)

    return Flow(
        "apply",
        (
            Choose(
                key="day", says="register.sub_sector.term", values=lambda a, f: {"question": f"Kapan? ({f.key})"},
                choices=lambda a, f: (Option("id", "id"), Option("en", "en")),
            ),
        ),
        finish,
    )  # fmt: skip


async def build(desk: Any, key: str) -> Flow | None:
    return replace(apply_flow(key), load=load, build=build) if key.endswith("@1") else None


async def load(desk: Any, facts: Facts) -> Facts:
    return replace(facts, extra={"fee": f"gratis untuk {facts.key}"})


async def apply(desk: Any, argument: str) -> Start:
    return Start("apply", argument)


def data_talks() -> Talks:
    steps = (Choose(key="language", choices=("id", "en")),)
    made = Flow("apply", steps, apply_flow("").finish, build=build)
    return talks(made, commands={"apply": Command("apply", apply)})


async def test_a_flow_made_from_data_is_made_again_each_turn(talk: Talk) -> None:
    await talk.on(data_talks()).taps_id("do:apply:K7QX@1")
    talk.sees("Kapan? (K7QX@1)")
    await talk.taps_id("do:apply:ABCD@1")  # another one of the same flow
    talk.sees("Kapan? (ABCD@1)")
    assert [frame.key for frame in (await talk.session()).stack] == ["K7QX@1", "ABCD@1"]
    await talk.says("id")
    talk.sees("ABCD@1: id, gratis untuk ABCD@1", "Kapan? (K7QX@1)")
    await talk.says("en")
    talk.sees("K7QX@1: en, gratis untuk K7QX@1")


async def test_data_that_is_gone(talk: Talk) -> None:
    await talk.on(data_talks()).taps_id("do:apply:K7QX@2")
    talk.sees("sudah tidak dipakai lagi").may_tap("Peluang & panggung", "Daftar", "Minta dukungan", "Tanya petugas")


def name(text: str, facts: Facts) -> Got | No:
    return Got(text)


async def test_a_finish_that_cannot_be(talk: Talk) -> None:
    async def finish(desk: Any, answers: Answers, facts: Facts) -> "Says | Back":
        if answers["name"] == "taken":
            return Back("name", "too_long", {"most": 5})
        if answers["name"] == "full":
            raise Refused("register.full")
        return (Say("lost.again"),)

    flow = Flow("t", (Ask(key="name", check=name), Review(key="review", edits=("name",))), finish, speaks="register")
    flow = replace(flow, steps=(flow.steps[0],))

    async def start(desk: Any, argument: str) -> Start:
        return Start("t")

    await talk.on(talks(flow, commands={"t": Command("t", start)})).taps_id("do:t")
    talk.sees("Nama panggilan")
    await talk.says("taken")
    talk.sees("terlalu panjang, Kak, paling banyak 5", "Nama panggilan")
    await talk.says("full")
    talk.sees("nomor ekraf sedang habis", "Nama panggilan")
    await talk.says("free")
    talk.sees("kita coba lagi", "Mau apa sekarang")


async def test_leaving_a_flow_without_words_of_its_own(talk: Talk) -> None:
    async def finish(desk: Any, answers: Answers, facts: Facts) -> Says:
        return ()

    async def start(desk: Any, argument: str) -> Start:
        return Start("t")

    values = FLOWS["register"].steps[0].values
    steps = (Choose(key="consent", choices=("yes", "no"), on={"no": Leave()}, values=values),)
    flow = Flow("t", steps, finish, speaks="register")
    await talk.on(talks(flow, commands={"t": Command("t", start)})).taps_id("do:t")
    await talk.says("tidak")
    talk.sees("kami batalkan").may_tap("Peluang & panggung", "Daftar", "Minta dukungan", "Tanya petugas")


async def test_commands_of_staff_are_not_there_for_others(talk: Talk) -> None:
    async def run(desk: Any, argument: str) -> Says:
        return (Say("lost.again"),)

    await talk.on(talks(commands={"secret": Command("secret", run, roles=frozenset({"admin"}))})).taps_id("do:secret")
    talk.sees("Tombol itu dari pertanyaan sebelumnya")
