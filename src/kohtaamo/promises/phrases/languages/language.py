"""The shape of a language: everything the finder asks of it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kohtaamo.promises.phrases.meanings import Meaning

Builder = Callable[[re.Match[str]], Meaning | None]
Rule = tuple[re.Pattern[str], Builder]
RuleGroup = tuple[re.Pattern[str], tuple[Rule, ...]]


def pattern(source: str) -> re.Pattern[str]:
    """A compiled pattern for folded text; a blank in it stands for any blanks, one that may be missing for few."""
    return re.compile(source.replace(" ?", r"\s{0,4}").replace(" ", r"\s{1,60}"), re.ASCII)


def rule(source: str, build: Builder | Meaning) -> Rule:
    """A way to say a time, and what it means."""
    if isinstance(build, Meaning):
        meaning = build
        return pattern(source), lambda _match: meaning
    return pattern(source), build


def any_of(words: Iterable[str]) -> str:
    """A group that matches any of the words, longer ones first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


@dataclass(frozen=True)
class Commit:
    """A place in a clause where the writer binds themselves to an act."""

    start: int
    end: int
    act: str
    form: str
    continues: bool = False
    """True when the verb leans on the clause before it, and stands or falls with that one."""


@dataclass(frozen=True)
class ClauseText:
    """A clause as a verb finder sees it, times blanked out.

    `opens` tells that nothing stands before it in its sentence. `after_subject` tells that it goes on from a clause
    where the writer was the subject, `after_verb` that it goes on from one with a binding verb, `after_colleague` that
    somebody of the house was named before it. `said` is the wording of its times.
    """

    text: str
    opens: bool
    after_subject: bool
    after_verb: bool
    after_colleague: bool
    said: str


@dataclass(frozen=True)
class TimeGrammar:
    """How a language says when.

    `rules` come in groups, each behind a quick look that all its times pass; `sign` is one that every time passes.
    `bare` is a clock time with nothing before it but a day. `bridges` may stand between two parts of one time. `leads`
    and `trails` belong to the phrase ("by", "at the latest"). `before` turns a day into its eve, `after` lifts a clock
    time to the rest of that day. `open_leads` and `open_trails` make a time no deadline ("until", "since").
    `anchored` behind a span tells that it runs from something else than now.
    """

    rules: tuple[RuleGroup, ...]
    sign: re.Pattern[str]
    bare: Rule
    bridges: re.Pattern[str]
    leads: re.Pattern[str]
    trails: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    open_leads: re.Pattern[str]
    open_trails: re.Pattern[str]
    anchored: re.Pattern[str]


@dataclass(frozen=True)
class Vetoes:
    """Words that make a clause no promise: some wherever they stand, some only before the verb.

    `courtesy` opens a condition that only invites questions or another time, and so leaves what stands before it alone.
    `told` opens words about the past, whose times are not ours. `whether` right before a condition makes it none.
    `tags` is a closing question that only asks for consent. `others` keeps a verbless clause from lending its time.
    """

    anywhere: re.Pattern[str]
    leading: re.Pattern[str]
    courtesy: re.Pattern[str]
    told: re.Pattern[str]
    whether: re.Pattern[str]
    tags: re.Pattern[str]
    others: re.Pattern[str]


@dataclass(frozen=True)
class Language:
    """One language.

    `hint` is a quick look that every promise passes. `writer` is the writer as a subject. `joints` parts clauses and
    names its groups strong, condition, event, under or comma. `forms` are words that tell in what form a promise will
    be kept, `papers` are things that come in writing and not as a parcel. `colleague` names somebody of the house.
    """

    code: str
    hint: re.Pattern[str]
    writer: re.Pattern[str]
    colleague: re.Pattern[str]
    joints: re.Pattern[str]
    times: TimeGrammar
    vetoes: Vetoes
    commits: Callable[[ClauseText], list[Commit]]
    forms: tuple[tuple[str, re.Pattern[str]], ...]
    papers: re.Pattern[str]
