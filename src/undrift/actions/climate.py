"""Weather over weeks: one sealed row beside the sheets of *Looking back*, opened by the private door alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from undrift import library
from undrift.actions import desk as desks
from undrift.actions import notebook, noticing
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain import evening, offers, referral
from undrift.domain.desk import Desk
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.ground import GROUND, HIGHEST, WEEK
from undrift.domain.measures import answers_of, careful_change, scores, steady_from
from undrift.domain.notebook import Kind, Note
from undrift.domain.offers import Offer
from undrift.domain.readings import EARLIEST, LONGEST_LINE, Marked, Readings, a_monday, believed
from undrift.domain.referral import Reading
from undrift.domain.sheets.kept import Kept
from undrift.store.wiping import wipe_what_was_deleted
from undrift.store.writing import writing

ROW = noticing.WEEKS
Change = Callable[[Readings], Readings]


@dataclass(frozen=True, slots=True)
class Weeks:
    """The record of one's weeks, opened, with the evening it is. `damaged`: a row that cannot be opened any more."""

    readings: Readings
    today: date
    damaged: bool = False


def today_of(desk: Desk) -> date:
    return evening.evening_of(desks.local_now(desk))


def open_weeks(visit: Visit) -> Weeks:
    """Open the record. Somebody who has none yet begins with the weeks that lie on their desk."""
    desk, drawer = desks.read(visit), noticing.open_drawer(visit)
    return Weeks(_readings(drawer.by_name.get(ROW), desk), today_of(desk), drawer.damaged)


def _readings(kept: Kept | None, desk: Desk) -> Readings:
    try:
        return Readings.of(kept.more["readings"]) if kept else _from(desk)
    except (KeyError, TypeError, ValueError):
        return _from(desk)


def _from(desk: Desk) -> Readings:
    items = (*GROUND, "met", "closeness")
    levels = ((c.on, {item: getattr(c, item) for item in items}) for c in desk.checks)
    weeks = (
        Marked(on, {item: level for item, level in by_item.items() if level is not None}) for on, by_item in levels
    )
    return Readings(weeks=tuple(weeks))


def change(visit: Visit, how: Change) -> Readings:
    """Apply one pure change to the newest record and keep it. Raises what `how` raises, keeping nothing."""
    with writing():
        make_sure_open(visit)
        drawer, desk = noticing.open_drawer(visit), desks.newest(visit)
        before = _readings(drawer.by_name.get(ROW), desk)
        after = how(before)
        if after != before:
            noticing.put_in(visit, drawer, Kept(ROW, more={"readings": after.body()}))
            _tell_the_desk(visit, after)
    return after


def _tell_the_desk(visit: Visit, readings: Readings) -> None:
    """Leave on the desk only that longer looks said *not better*, and when; choosing a step needs no more."""

    def tell(desk: Desk) -> Desk:
        today = today_of(desk)
        newest = _not_better_on(readings, today)
        measured = desk.measured.with_(not_better_on=newest.isoformat() if newest else "")
        return desk.with_(measured=measured)

    desks.change(visit, tell)


def _not_better_on(readings: Readings, today: date) -> date | None:
    """Give the day of the newest longer look that is reliably worse twice running, or has not risen for months."""
    for name in (offers.WHOLE, offers.SHORT):
        instrument = library.load().instrument(name)
        if instrument.spread is None:
            continue
        scale = referral.by_the_month(careful_change(instrument.spread), steady_from(instrument))
        found = [Reading(day, points) for day, points in readings.scores_of(name, today)]
        if referral.not_getting_better(found, scale, today):
            return found[-1].on
    return None


def remember_week(visit: Visit, answers: Mapping[str, int]) -> None:
    change(visit, lambda readings: readings.with_week(answers, today_of(desks.newest(visit))))


def keep_questions(visit: Visit, name: str, form: Mapping[str, str]) -> bool:
    """Keep the score of a longer look; False when an item was left, and then nothing is kept. Raises BadInput."""
    instrument = library.load().instrument(name)
    if instrument.cutoff is None:
        raise NotFound
    found = scores(instrument, answers_of(instrument, form))
    if instrument.id not in found:
        return False
    change(visit, lambda readings: readings.with_marks(found, today_of(desks.newest(visit))))
    return True


def say_what_was(visit: Visit, monday: str, typed: str, picked: str) -> None:
    """Keep one line about a week, typed or the beginning of an own note. Raises NotFound, BadInput at `happened`."""
    day = monday_checked(visit, monday)
    if picked and not typed.strip():
        typed = next((first_line(note) for note in notes_of(visit, day) if note.id == picked), "")
        if not typed:
            raise BadInput("happened", "That note is not there any more. The others are.")
    change(visit, lambda readings: readings.saying(day, typed))


def take_in(visit: Visit, other: Readings) -> None:
    """Keep weeks, longer looks and lines that came from elsewhere, where nothing stands yet."""
    change(visit, lambda readings: readings.joined_by(other, today_of(desks.newest(visit))))


def monday_checked(visit: Visit, monday: str) -> date:
    day = a_monday(monday, today_of(desks.read(visit)))
    if day is None:
        raise NotFound
    return day


def notes_of(visit: Visit, monday: date) -> list[Note]:
    """Open the notes of one week that can say in a line what was happening."""
    found = notebook.between(visit, monday, monday + WEEK)
    return [note for note in found if note.text and note.kind not in {Kind.GROUND, Kind.LOOK_BACK}]


def first_line(note: Note) -> str:
    """Give the beginning of a note, as much as a line holds."""
    line = " ".join((note.text or "").split("\n")[0].split())
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1].rsplit(" ", 1)[0] + "…"


def offer_tonight(visit: Visit) -> Offer | None:
    """Find this evening's one offer, and remember that it was put: in all of Undrift there is one question a day."""
    desk, weeks = desks.read(visit), open_weeks(visit)
    found = offers.tonight(desk, weeks.readings, desks.local_now(desk))
    if found is not None and desk.measured.put.get(found.name) != weeks.today.isoformat():
        name = found.name
        desks.change(visit, lambda d: evening.asked(_putting(d, name), desks.local_now(d)))
    return found


def _putting(desk: Desk, name: str) -> Desk:
    return desk.with_(measured=desk.measured.putting(name, today_of(desk)))


def not_now(visit: Visit, name: str) -> None:
    if name not in offers.OFFERS:
        raise NotFound
    desks.change(visit, lambda desk: desk.with_(measured=desk.measured.leaving(name, today_of(desk))))


def let_go(visit: Visit) -> None:
    """Delete the whole record for good, with the lines in it, and the levels on the desk. Notes stay."""
    with writing():
        make_sure_open(visit)
        drawer = noticing.open_drawer(visit)
        noticing.put_in(visit, drawer, Kept(ROW))
        desks.change(visit, lambda d: d.with_(checks=(), measured=d.measured.with_(not_better_on="")))
    wipe_what_was_deleted()


def own_lines(visit: Visit) -> Iterator[tuple[date, str]]:
    """Give the lines about weeks, to take along."""
    lines = open_weeks(visit).readings.lines
    return ((date.fromisoformat(monday), text) for monday, text in sorted(lines.items()))


def own_weeks(visit: Visit) -> Iterator[Marked]:
    """Give what was marked about each week, from old to new, for whoever asks to take it along."""
    weeks = open_weeks(visit)
    return _told(weeks.readings.weeks, weeks.today, HIGHEST)


def own_looks(visit: Visit) -> Iterator[Marked]:
    """Give the sums of the longer looks, from old to new, for whoever asks to take them along."""
    weeks = open_weeks(visit)
    return _told(weeks.readings.marks, weeks.today, highest_sums())


def highest_sums() -> dict[str, int]:
    """Name every longer look that has a sum, and the highest one."""
    return {one.id: one.most for one in library.load().instruments if one.cutoff is not None}


def _told(marked: Iterable[Marked], today: date, highest: Mapping[str, int]) -> Iterator[Marked]:
    """Name what may leave, one by one: nothing that is kept beside it some day goes along by itself."""
    for mark in believed(marked, today):
        values = {name: mark.values[name] for name in highest if 0 <= mark.values.get(name, -1) <= highest[name]}
        if values and mark.day >= EARLIEST:
            yield Marked(mark.on, values)


def weekly_readings(weeks: Weeks) -> list[Reading]:
    """Give the lately weeks in which safety, predictability and respect were all answered."""
    answered = [week for week in believed(weeks.readings.weeks, weeks.today) if week.values.keys() >= set(GROUND)]
    found = [Reading(week.day, sum(week.values[item] for item in GROUND)) for week in answered]
    return referral.recent_of(found, referral.OWN_ITEMS, weeks.today)
