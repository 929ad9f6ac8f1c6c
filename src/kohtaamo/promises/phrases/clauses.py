"""A sentence parted into clauses, each with its times, its verbs and what speaks against it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kohtaamo.promises.phrases.days import DayRule, SameDay
from kohtaamo.promises.phrases.languages.language import ClauseText, Commit, Language
from kohtaamo.promises.phrases.times import Said, blanked, combined, times_in

_SMALL_JOINT = 5
WEAK_ACTS = ("other", "arrange", "check")


@dataclass(frozen=True)
class Clause:
    """A clause with offsets in its sentence. `joints` are the kinds of joint before it; `bare` is it without times."""

    start: int
    end: int
    joints: frozenset[str]
    bare: str
    times: tuple[Said, ...] = ()
    commits: tuple[Commit, ...] = ()
    is_dead: bool = False

    @property
    def promises(self) -> bool:
        return bool(self.commits) and not self.is_dead

    @property
    def commit(self) -> Commit:
        """The verb that matters most to the customer."""
        strong = [commit for commit in self.commits if commit.act not in WEAK_ACTS]
        return (strong or list(self.commits))[0]

    def time(self) -> Said | None:
        """The one time this clause says, put together from its parts."""
        deadlines = [said for said in self.times if said.meanings]
        if not deadlines:
            return None
        chosen = min(deadlines, key=self._distance)
        for said in deadlines:
            chosen = combined(chosen, said) or chosen
        return chosen

    def _distance(self, said: Said) -> tuple[bool, int]:
        if not self.commits:
            return not said.has_day, said.start
        commit = self.commit
        gap = said.start - commit.end if said.start >= commit.end else commit.start - said.end
        return not said.has_day, max(gap, 0)


def clauses_of(sentence: str, language: Language) -> list[Clause]:
    """The clauses of a sentence. Those that cannot promise are marked dead."""
    times = times_in(sentence, language.times)
    parts = _with_same_days([_read(sentence, part, times, language) for part in _parts(sentence, times, language)])
    spoken: list[Clause] = []
    for part in parts:
        spoken.extend(_apart(_with_commits(sentence, part, spoken, language)))
    return _judged(sentence, spoken, language)


def _parts(sentence: str, times: list[Said], language: Language) -> Iterator[tuple[int, int, frozenset[str]]]:
    start, kinds = 0, frozenset[str]()
    for kind, joint_start, joint_end in _joints(sentence, times, language):
        if sentence[start:joint_start].strip():
            yield start, joint_start, kinds
            kinds = frozenset()
        start, kinds = joint_end, kinds | {kind}
    if sentence[start:].strip():
        yield start, len(sentence), kinds


def _joints(sentence: str, times: list[Said], language: Language) -> Iterator[tuple[str, int, int]]:
    """Kind and place of every joint. A condition that only asks whether something is so counts as a plain one."""
    inside = [False] * (len(sentence) + 1)
    for said in times:
        inside[said.start : said.end] = [True] * (said.end - said.start)
    for match in language.joints.finditer(sentence):
        kind = match.lastgroup or "comma"
        if inside[match.start()]:
            continue
        if kind == "condition" and language.vetoes.whether.search(sentence[max(0, match.start() - 60) : match.start()]):
            kind = "whether"
        yield kind, match.start(), match.end()


def _read(sentence: str, part: tuple[int, int, frozenset[str]], times: list[Said], language: Language) -> Clause:
    start, end, kinds = part
    own = [said for said in times if start <= said.start < end]
    bare = blanked(sentence[start:end], own, start)
    told = language.vetoes.told.search(bare)
    if told:
        own = _without_the_past(own, start + told.start())
    return Clause(start, end, kinds, bare, tuple(own))


def _with_same_days(clauses: list[Clause]) -> list[Clause]:
    """ "The same day" is the day said before it in the sentence."""
    day: DayRule | None = None
    result: list[Clause] = []
    for clause in clauses:
        times = tuple(_on_same_day(said, day) for said in clause.times)
        days = [meaning.day for said in times for meaning in said.meanings if meaning.day]
        day = days[-1] if days else day
        result.append(replace(clause, times=times))
    return result


def _on_same_day(said: Said, day: DayRule | None) -> Said:
    if day is None:
        return said
    return replace(
        said, meanings=tuple(replace(one, day=day) if one.day == SameDay() else one for one in said.meanings)
    )


def _without_the_past(times: list[Said], told: int) -> list[Said]:
    """Without the first time that follows words about the past ("the mail you sent on Monday"): it is theirs."""
    behind = [said for said in times if said.start >= told]
    kept = [said for said in times if said.start < told]
    if behind and len(behind[0].meanings) > 1:
        kept.append(replace(behind[0], meanings=behind[0].meanings[1:]))
    return kept + behind[1:]


def _with_commits(sentence: str, clause: Clause, earlier: list[Clause], language: Language) -> Clause:
    coordinated = bool(clause.joints & {"strong", "comma"}) and not clause.joints & {
        "condition",
        "event",
        "under",
        "whether",
    }
    after_subject = coordinated and any(language.writer.search(before.bare) for before in earlier[-3:])
    after_verb = coordinated and any(before.commits for before in earlier[-3:])
    after_colleague = any(language.colleague.search(before.bare) for before in earlier[-3:])
    said = " ".join(sentence[one.start : one.end] for one in clause.times)
    found = language.commits(
        ClauseText(clause.bare, _opens(sentence, clause, earlier), after_subject, after_verb, after_colleague, said)
    )
    placed = (replace(one, start=one.start + clause.start, end=one.end + clause.start) for one in found)
    return replace(clause, commits=tuple(sorted(placed, key=lambda commit: commit.start)))


def _opens(sentence: str, clause: Clause, earlier: list[Clause]) -> bool:
    """True when nothing, a small joint or a mere word of greeting stands before."""
    if not earlier and len(sentence[: clause.start].strip()) > _SMALL_JOINT:
        return False
    return all(len(clause.bare.split()) <= 2 and not clause.commits and not clause.times for clause in earlier)


def _apart(clause: Clause) -> Iterator[Clause]:
    """Two promises without a comma between them become two clauses, each with its own time."""
    days = [said for said in clause.times if said.has_day]
    for commit in clause.commits[1:]:
        before = [said for said in days if said.end <= commit.start]
        behind = [said for said in days if said.start >= commit.end]
        first = clause.commits[0]
        if before and behind and first.end <= commit.start:
            yield _piece(clause, clause.start, commit.start)
            yield from _apart(_piece(clause, commit.start, clause.end))
            return
    yield clause


def _piece(clause: Clause, start: int, end: int) -> Clause:
    bare = clause.bare[start - clause.start : end - clause.start]
    times = tuple(said for said in clause.times if start <= said.start < end)
    commits = tuple(commit for commit in clause.commits if start <= commit.start < end)
    joints = clause.joints if start == clause.start else frozenset({"comma"})
    return replace(clause, start=start, end=end, joints=joints, bare=bare, times=times, commits=commits)


def _judged(sentence: str, clauses: list[Clause], language: Language) -> list[Clause]:
    dead = {index for index, clause in enumerate(clauses) if _vetoed(clause, language)}
    dead |= {index for index, clause in enumerate(clauses) if "whether" in clause.joints}
    dead |= _under_conditions(clauses, language) | _asked(sentence, clauses, language)
    for index, clause in enumerate(clauses):
        if index - 1 in dead and clause.commits and clause.commits[0].continues:
            dead.add(index)
    return [replace(clause, is_dead=index in dead) for index, clause in enumerate(clauses)]


def _vetoed(clause: Clause, language: Language) -> bool:
    if language.vetoes.anywhere.search(clause.bare):
        return True
    if not clause.commits:
        return False
    until = clause.commits[0].end - clause.start
    return bool(language.vetoes.leading.search(clause.bare[:until]))


def _under_conditions(clauses: list[Clause], language: Language) -> set[int]:
    """A condition takes all that follows it, and what stands before it up to the nearest strong joint.

    One that only invites questions takes nothing before it.
    """
    dead: set[int] = set()
    for index, clause in enumerate(clauses):
        if "condition" not in clause.joints:
            continue
        dead.update(range(index, len(clauses)))
        first = index
        courteous = language.vetoes.courtesy.match(clauses[index].bare)
        while first > 0 and not courteous and "strong" not in clauses[first].joints:
            first -= 1
            dead.add(first)
        break
    return dead


def _asked(sentence: str, clauses: list[Clause], language: Language) -> set[int]:
    """Every clause of a question; only the last one when that merely asks for consent."""
    if not re.search(r"\?\S*\s*$", sentence):
        return set()
    if len(clauses) > 1 and language.vetoes.tags.match(clauses[-1].bare.strip()):
        return {len(clauses) - 1}
    return set(range(len(clauses)))
