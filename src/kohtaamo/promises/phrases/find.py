"""Promises in a text: a verb that binds the writer and a time to keep it by, in one clause or in neighbours."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from kohtaamo.promises.phrases.clauses import WEAK_ACTS, Clause, clauses_of
from kohtaamo.promises.phrases.days import SameDay, Today
from kohtaamo.promises.phrases.found import FoundPromise
from kohtaamo.promises.phrases.languages import LANGUAGES, Language, language_of
from kohtaamo.promises.phrases.meanings import Meaning
from kohtaamo.promises.phrases.reading import Reading, read
from kohtaamo.promises.phrases.sentences import sentences
from kohtaamo.promises.phrases.times import BLANK, Said, combined

_NEIGHBOURS = 2
_FRAGMENT_WORDS = 5
_PHRASE_REACH = 80


@dataclass(frozen=True)
class _Draft:
    """A promise with offsets in its sentence, before its time is turned into an instant."""

    start: int
    end: int
    act: str
    form: str
    said: Said


def find_promises(
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    is_working_day: Callable[[date], bool],
    day_end: time = time(16, 0),
    languages: tuple[str, ...] = ("fi", "sv", "en"),
) -> list[FoundPromise]:
    """Promises with a time in `text`, in order and not overlapping.

    `now` is an aware moment; times in the text are read on the wall clock of `zone`. A day without a clock time falls
    due at `day_end`. Working days are counted with `is_working_day`. Left out: what is quoted, past, asked, denied,
    conditional, wished, vague, said about somebody else, or due already.

    Raises ValueError when `now` is naive or a language is not known.
    """
    if now.tzinfo is None:
        raise ValueError("now must carry a time zone")
    unknown = [code for code in languages if code not in LANGUAGES]
    if unknown:
        raise ValueError(f"unknown languages: {', '.join(unknown)}; known are {', '.join(LANGUAGES)}")
    today = Today(now.astimezone(zone), is_working_day, day_end)
    reading = read(text)
    found = _found(reading, today, [language_of(code) for code in languages])
    return _without_overlaps(found)


def _found(reading: Reading, today: Today, languages: list[Language]) -> Iterator[FoundPromise]:
    for start, end in sentences(reading):
        sentence = reading.text[start:end]
        for language in languages:
            if language.times.sign.search(sentence) and language.hint.search(sentence):
                yield from _in_sentence(reading, start, sentence, today, language)


def _in_sentence(
    reading: Reading, offset: int, sentence: str, today: Today, language: Language
) -> Iterator[FoundPromise]:
    for draft in _drafts(clauses_of(sentence, language), language):
        dues = [meaning.due(today) for meaning in draft.said.meanings]
        ahead = [due for due in dues if due is not None]
        if not ahead:
            continue
        start = reading.places[offset + draft.start]
        end = reading.places[offset + draft.end]
        yield FoundPromise(
            start=start,
            end=end,
            phrase=reading.original[start:end],
            act=draft.act,
            form=draft.form,
            due_at=max(ahead).astimezone(UTC),
            precise=any(meaning.clock is not None for meaning in draft.said.meanings),
            language=language.code,
        )


def _without_overlaps(found: Iterator[FoundPromise]) -> list[FoundPromise]:
    kept: list[FoundPromise] = []
    for promise in sorted(found, key=lambda one: (one.start, one.start - one.end)):
        if not kept or promise.start >= kept[-1].end:
            kept.append(promise)
    return kept


def _drafts(clauses: list[Clause], language: Language) -> Iterator[_Draft]:
    lent: set[int] = set()
    for index, clause in enumerate(clauses):
        if not clause.promises:
            continue
        said = _time_for(clauses, index, language, lent)
        if said is None or (_waits(clauses) and any(_is_relative(meaning) for meaning in said.meanings)):
            continue
        yield _draft(clauses, index, said, language)


def _is_relative(meaning: Meaning) -> bool:
    return meaning.is_span or meaning.day == SameDay()


def _waits(clauses: list[Clause]) -> bool:
    """True when something else has to happen first, so that a span does not run from now."""
    return any("event" in clause.joints for clause in clauses)


def _time_for(clauses: list[Clause], index: int, language: Language, lent: set[int]) -> Said | None:
    """The time of a clause, completed or lent by verbless neighbours; `lent` collects those that gave theirs."""
    said = clauses[index].time()
    for near in _neighbours(clauses, index):
        if near in lent or not _is_fragment(clauses[near], language):
            continue
        more = clauses[near].time()
        joint = combined(said, more) if said and more else more
        if joint and (said is None or joint is not said):
            lent.add(near)
            said = joint
    return said


def _neighbours(clauses: list[Clause], index: int) -> Iterator[int]:
    """Clauses close behind, then close before, up to the next one that has a verb of its own."""
    for step in (1, -1):
        for distance in range(1, _NEIGHBOURS + 1):
            near = index + step * distance
            if not 0 <= near < len(clauses) or clauses[near].commits:
                break
            yield near


def _is_fragment(clause: Clause, language: Language) -> bool:
    if clause.is_dead or clause.joints & {"condition", "event", "under", "whether"}:
        return False
    return len(clause.bare.split()) <= _FRAGMENT_WORDS and not language.vetoes.others.search(clause.bare)


def _draft(clauses: list[Clause], index: int, said: Said, language: Language) -> _Draft:
    group = [clauses[index], *_coordinated(clauses, index)]
    acts = [clause.commit.act for clause in group]
    act = next((one for one in acts if one not in WEAK_ACTS), acts[0])
    main = group[acts.index(act)]
    form = next((one for one in _forms(main, group, language) if one != "any"), "any")
    commits = (main.commit, clauses[index].commit)
    start = min(said.start, *(commit.start for commit in commits))
    end = max(said.end, *(commit.end for commit in commits))
    if end > said.end:
        end = max(end, _close_of(next(clause for clause in group if clause.end >= end)))
    return _Draft(start, end, act, form, said)


def _close_of(clause: Clause) -> int:
    """Where a clause whose verb follows its time may end in a phrase: with its last word, if it is not long."""
    words = clause.bare.rstrip(" \n.,;:!?)" + BLANK)
    return clause.start + len(words) if len(words) <= _PHRASE_REACH else 0


def _coordinated(clauses: list[Clause], index: int) -> Iterator[Clause]:
    """Promises side by side that say no time of their own and share this one's."""
    for step in (-1, 1):
        near = index + step
        if not 0 <= near < len(clauses):
            continue
        joints = clauses[max(near, index)].joints
        if clauses[near].promises and clauses[near].time() is None and joints & {"strong", "comma"}:
            yield clauses[near]


def _forms(main: Clause, group: list[Clause], language: Language) -> Iterator[str]:
    """The form of the act that matters; beside it only that somebody comes, unless all acts are as slight."""
    yield _form(main, language)
    slight = main.commit.act in WEAK_ACTS
    yield from (_form(clause, language) for clause in group if slight or clause.commit.form == "visit")


def _form(clause: Clause, language: Language) -> str:
    papers = bool(language.papers.search(clause.bare))
    if clause.commit.form != "any" and not (papers and clause.commit.form == "delivery"):
        return clause.commit.form
    said = (form for form, words in language.forms if words.search(clause.bare))
    return next((form for form in said if _suits(form, clause.commit.act, papers)), "any")


def _suits(form: str, act: str, papers: bool) -> bool:
    """A parcel or a visit that is only spoken about ("confirm the delivery") is no form; papers take no parcel."""
    if form == "delivery":
        return act in ("send", "deliver") and not papers
    return form != "visit" or act not in ("answer", "return", "check", "refund", "arrange")
