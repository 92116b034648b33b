"""The weekly summary as a text to be read on a phone and forwarded: decisions first, 1,500 characters at most."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.numbers import format_decimal

from bot.core.summary import Decision, Rule, Summary, most
from bot.core.summary_offers import Closing
from bot.core.vocabulary import City
from bot.i18n.naming import LABEL, Names, fit, high
from bot.i18n.speech import Speech

Values = dict[str, str | int]
MOST = 1500  # characters, marks and all
SHOWN = 5  # of what is to be decided
QUIET_MOST = 5  # new requests of a quiet week
TOP = 3
ROOM = (
    *((shown, 9) for shown in (SHOWN, 4, 3)), *((3, rank) for rank in range(8, 1, -1)), (2, 3), (1, 3), (1, 1), (1, 0)
)  # fmt: skip
"""What is tried, fullest first: how many decisions are shown, and the highest rank of line."""
ONE: dict[Rule, str] = {
    "legal_missed": "summary.decision.legal", "sealed_late": "summary.decision.sealed",
    "reopened": "summary.decision.reopened", "no_partner": "summary.decision.no_partner",
    "partner_silent": "summary.decision.silent",
}  # fmt: skip
PARTS = (
    "summary.part.decisions", "summary.part.requests", "summary.part.offers", "summary.part.partners",
    "summary.part.people", "summary.part.soon",
)  # fmt: skip
DECISIONS, REQUESTS, OFFERS, PARTNERS, PEOPLE, SOON = PARTS
HEADLESS = (SOON,)  # whose line begins with the head
READ_ALOUD = 3  # from this rank on the gist names the fullest of what is offered


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a part. Where the page is too long, those of the highest `rank` go first; 0 stays."""

    part: str
    text: str
    rank: int = 0


def text(summary: Summary, city: City, speech: Speech) -> str:
    """The page in neutral mark-up: whole if it fits, else without what matters least."""
    page = Page(summary, city, speech)
    lines = [*page.requests(), *page.offers(), *page.partners(), *page.people(), *page.soon()]
    found = ""
    for shown, rank in ROOM:
        found = page.whole(shown, [line for line in lines if line.rank <= rank], aloud=rank >= READ_ALOUD)
        if len(found) <= MOST:
            break
    return found


def chosen(rows: Sequence[Decision], count: int) -> list[Decision]:
    """So many of what is to be decided, in their order: one of each rule before a second of any."""
    first = {decision.rule: place for place, decision in reversed(list(enumerate(rows)))}
    places = [*sorted(first.values()), *(place for place in range(len(rows)) if place not in first.values())]
    return [rows[place] for place in sorted(places[:count])]


class Page:
    """One summary in one language."""

    def __init__(self, summary: Summary, city: City, speech: Speech) -> None:
        self._summary = summary
        self._city = city
        self._say = speech.text
        self._language = speech.language
        self._names = Names(city, speech)
        self._count = self._names.count

    def whole(self, shown: int, lines: Sequence[Line], *, aloud: bool = True) -> str:
        """The page with so many decisions and these lines; in the gist what is offered, if `aloud`."""
        lines = [*self.decisions(shown), *lines]
        blocks = [self._title(), " ".join(filter(None, (self._gist(), self._filled() if aloud else "")))]
        for part in PARTS:
            if found := [line.text for line in lines if line.part == part]:
                head = self._say(part, {"count": self._count(self._summary.decisions.total)})
                blocks.append((" " if part in HEADLESS else "\n").join((head, *found)))
        return "\n\n".join((*blocks, self._end()))

    def _title(self) -> str:
        summary = self._summary
        days = self._names.days(summary.first_day, summary.last_day)
        committee = fit(self._city.identity.committee, 2 * LABEL)
        title = self._say("summary.title", {"committee": committee, "week": str(summary.number), "days": days})
        if not summary.partial:
            return title
        made = datetime.fromtimestamp(summary.made_at / 1000, UTC)
        zone = ZoneInfo(self._city.identity.timezone)
        moment = format_datetime(made, "EEEE, d MMMM, HH.mm", tzinfo=zone, locale=self._language)
        return f"{title}\n{self._say('summary.so_far', {'moment': moment})}"

    def _end(self) -> str:
        return self._say("summary.end", {"before": self._summary.week_before.partition("-W")[2].lstrip("0")})

    def _is_quiet(self) -> bool:
        requests = self._summary.requests
        return not self._summary.decisions.total and not requests.late and requests.new <= QUIET_MOST

    def _gist(self) -> str:
        """Two sentences that can be read aloud."""
        if self._is_quiet():
            return self._say("summary.quiet", {"new": self._new()})
        return self._say("summary.gist", {"new": self._new(), "late": self._late()})

    def _new(self) -> str:
        """How many are new, and how many of them are answered, as one says it."""
        new, answered = self._summary.requests.new, self._summary.requests.new_answered
        if not new:
            return self._say("summary.new.none")
        values: Values = {"n": new, "new": self._count(new), "answered": self._count(answered)}
        if answered < new:
            return self._say("summary.new.some" if answered else "summary.new.unanswered", values)
        key = {1: "summary.new.one", 2: "summary.new.both"}.get(new, "summary.new.all")
        return self._say(key, values)

    def _late(self) -> str:
        late, before = self._summary.requests.late, self._summary.requests.late_last
        key = "summary.late.same" if late == before else "summary.late.less" if late < before else "summary.late.more"
        key = key if late or before else "summary.late.none"
        return self._say(key, {"late": self._count(late), "before": self._count(before)})

    def decisions(self, shown: int) -> Iterator[Line]:
        """The first of what is to be decided, each with its question, and how many more there are."""
        found = self._summary.decisions
        if not found.total and not self._is_quiet():
            yield Line(DECISIONS, self._say("summary.decision.none"))
        for number, decision in enumerate(chosen(found.rows, shown), 1):
            yield Line(DECISIONS, f"{number}. {self._decision(decision)}")
        if left := found.total - min(shown, len(found.rows)):
            yield Line(DECISIONS, self._say("summary.more", {"left": self._count(left)}))

    def _decision(self, decision: Decision) -> str:
        about = ", ".join(filter(None, (self._names.kind(decision.kind), self._names.place(decision.district))))
        values: Values = {
            "reference": decision.short, "about": about, "n": decision.days, "days": self._count(decision.days),
            "helix": self._names.helix(decision.helix), "requests": self._count(decision.requests),
            "limit": self._names.day(decision.legal_on), "event": self._names.day(decision.event_on),
        }  # fmt: skip
        if decision.requests > 1:
            return self._say("summary.decision.partner", values)
        return self._say("summary.decision.event" if decision.event_on else ONE[decision.rule], values)

    def requests(self) -> Iterator[Line]:
        """What came in and went out, how fast, what the requesters say."""
        requests = self._summary.requests
        flow = {
            "new": requests.new, "last": requests.new_last, "mean": round(requests.new_mean),
            "closed": requests.closed, "open": requests.open,
        }  # fmt: skip
        yield self._line(REQUESTS, "summary.flow", 0, flow)
        if top := most(requests.by_kind, TOP):
            kinds = self._names.counted((self._names.kind(cut.id), cut.new) for cut in top)
            yield Line(REQUESTS, self._say("summary.kinds", {"kinds": kinds}), 7)
        yield from self._kept_word()
        if requests.withdrawn:
            yield self._line(REQUESTS, "summary.withdrawn", 8, {"count": requests.withdrawn})
        if sent := sum(each.count for each in self._summary.elsewhere):
            yield self._line(REQUESTS, "summary.elsewhere", 6, {"count": sent})
        if (sealed := self._summary.sealed).open:
            yield self._line(REQUESTS, "summary.sealed", 3, {"open": sealed.open, "late": sealed.late})

    def _kept_word(self) -> Iterator[Line]:
        summary, answers, said = self._summary, self._summary.answers, self._summary.said
        if answers.median_minutes is not None and answers.ninth_minutes is not None:
            minutes = (answers.median_minutes, answers.ninth_minutes, answers.limit_minutes)
            half, ninth, limit = map(self._names.hours, minutes)
            yield Line(REQUESTS, self._say("summary.answers", {"half": half, "ninth": ninth, "limit": limit}), 1)
        if summary.promises.due:
            promises = {"kept": summary.promises.kept, "due": summary.promises.due}
            yield self._line(REQUESTS, "summary.promises", 4, promises)
        if summary.requests.closed:
            words = {"yes": said.yes, "elsewhere": said.elsewhere, "silent": said.silent}
            yield self._line(REQUESTS, "summary.said", 2, words, self._again() + self._rating())
        elif summary.requests.reopened:
            yield self._line(REQUESTS, "summary.reopened_alone", 2, {"count": summary.requests.reopened})

    def _again(self) -> str:
        reopened = self._summary.requests.reopened
        return self._say("summary.reopened", {"count": self._count(reopened)}) if reopened else ""

    def _rating(self) -> str:
        said = self._summary.said
        if said.rating is None:
            return ""
        rating = format_decimal(round(said.rating, 1), "0.0", locale=self._language)
        return self._say("summary.rating", {"n": said.ratings, "rating": rating, "people": self._count(said.ratings)})

    def _filled(self) -> str:
        """A sentence about the opportunity of which most places were given."""
        filled = self._summary.offers.fullest
        if filled is None:
            return ""
        values: Values = {
            "title": self._names.titled(filled.title), "taken": self._count(filled.taken),
            "quota": self._count(filled.quota), "n": filled.first, "first": self._count(filled.first),
        }  # fmt: skip
        return self._say("summary.filled.first" if filled.first else "summary.filled", values)

    def offers(self) -> Iterator[Line]:
        """What was offered, who applied, who was chosen; and how many of those in the crafts that need partners."""
        offers, names = self._summary.offers, self._names
        if offers.is_empty:
            return
        flow = {"published": offers.published, "applicants": offers.applicants, "chosen": offers.chosen}
        first = self._say("summary.first", {"first": self._count(offers.first)}) if offers.chosen else ""
        yield self._line(OFFERS, "summary.offers", 1, flow, first)
        if offers.chosen:
            named = ", ".join(names.sub_sector(each.id) for each in self._city.sub_sectors if each.needs_partners)
            values: Values = {
                "names": fit(high(named), 3 * LABEL), "count": self._count(offers.apart),
                "chosen": self._count(offers.chosen),
            }  # fmt: skip
            yield Line(OFFERS, self._say("summary.offers_apart", values), 5)

    def soon(self) -> Iterator[Line]:
        """What closes in the days to come, and whether enough have applied."""
        found = [self._closing(each) for each in self._summary.offers.soon[:TOP]]
        if found:
            yield Line(SOON, "; ".join(found), 6)

    def _closing(self, each: Closing) -> str:
        values: Values = {
            "day": self._names.weekday(each.on), "title": self._names.titled(each.title), "n": each.applicants,
            "applicants": self._count(each.applicants), "quota": self._count(each.quota or 0),
        }  # fmt: skip
        return self._say("summary.closing" if each.quota else "summary.closing.open", values)

    def partners(self) -> Iterator[Line]:
        """What went to partners, what they say, from which side; and the sub-sectors that need them."""
        partners = self._summary.partners
        if partners.sent:
            names = ("sent", "accepted", "waiting", "unable")
            yield self._line(PARTNERS, "summary.sent", 1, {name: getattr(partners, name) for name in names})
            by_size = sorted(partners.by_helix, key=lambda each: -each.sent)
            yield Line(PARTNERS, high(self._names.counted((self._names.helix(e.id), e.sent) for e in by_size)), 8)
        new, routed = sum(each.new for each in partners.apart), sum(each.routed for each in partners.apart)
        if new or routed:
            named = ", ".join(self._names.sub_sector(each.id) for each in partners.apart)
            values: Values = {
                "names": fit(high(named), 3 * LABEL),
                "new": self._count(new),
                "routed": self._count(routed),
            }
            yield Line(PARTNERS, self._say("summary.apart", values), 5)

    def people(self) -> Iterator[Line]:
        """Who is registered, who came, and where hardly anybody is."""
        people, names = self._summary.people, self._names
        new = sorted((cut for cut in people.by_sub_sector if cut.new), key=lambda cut: -cut.new)
        listed = [(names.sub_sector(cut.id), cut.new) for cut in new[:TOP]]
        if rest := sum(cut.new for cut in new[TOP:]):
            listed.append((self._say("summary.others"), rest))
        values: Values = {
            "total": self._count(people.total),
            "new": self._count(people.new),
            "names": names.counted(listed),
        }
        yield Line(PEOPLE, self._say("summary.people_new" if listed else "summary.people", values), 1)
        if people.total:
            crafts = names.quietest(people.by_sub_sector, places=False)
            districts = names.quietest(people.by_district, places=True)
            yield Line(PEOPLE, self._say("summary.quietest", {"crafts": crafts, "districts": districts}), 9)

    def _line(self, part: str, key: str, rank: int, numbers: dict[str, int], tail: str = "") -> Line:
        """A line of numbers, each written as the language writes it."""
        return Line(part, self._say(key, {name: self._count(number) for name, number in numbers.items()}) + tail, rank)
