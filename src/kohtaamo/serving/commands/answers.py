"""Writing saved answers, putting them away, and using one while an answer is being written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import IntegrityError
from django.db.models import F
from django.db.models.functions import Lower

from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Attachment, Case, Draft
from kohtaamo.platform.errors import NotAllowed, NotFound, TooLarge
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.storage.keep import keep
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.serving.errors import AnswerEmpty, CodeTaken, CodeWrong
from kohtaamo.serving.filling import Filled, check, fill
from kohtaamo.serving.models import AnswerFile, AnswerText, AnswerUse, SavedAnswer
from kohtaamo.serving.queries.answers import may_change, may_share, saved_answers
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team
from kohtaamo.staff.rules import require

_CODE = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
LONGEST = 20_000


@dataclass(frozen=True)
class NewFile:
    """A file to go along: its name, media type and bytes."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A saved answer as it is wished: texts by language; of ``team``, of oneself (``is_own``), else of everyone."""

    name: str
    code: str
    texts: Mapping[str, str]
    folder: str = ""
    team: Team | None = None
    is_own: bool = False
    files: Sequence[NewFile] = field(default=())
    without: Sequence[int] = field(default=())  # files to take off, by id


def save_answer(*, actor: Member, wording: Wording, answer: SavedAnswer | None = None, limit: int) -> SavedAnswer:
    """Write a saved answer, or change one. ``limit`` is the most bytes of a file.

    Raises ``NotAllowed``, ``AnswerEmpty``, ``CodeWrong``, ``CodeTaken``, ``UnknownGap`` and ``TooLarge``.
    """
    require(actor, Right.ANSWER)
    texts, code = _texts(wording), wording.code.strip().lstrip("/").lower()
    _must_be_whole(wording, texts, code, limit)
    if not wording.is_own and not may_share(actor, wording.team.pk if wording.team else None):
        raise NotAllowed
    with unit_of_work():
        held = _held(actor, answer) if answer else SavedAnswer()
        if _is_taken(code, held, actor if wording.is_own else None):
            raise CodeTaken
        _write(held, actor, wording, code)
        _write_texts(held, texts)
        _change_files(held, wording)
        record("answer.changed" if answer else "answer.saved", actor=actor, answer=held.pk, team=held.team_id)
        return held


def _texts(wording: Wording) -> dict[str, str]:
    known = dict(settings.LANGUAGES)
    return {code: text.strip()[:LONGEST] for code, text in wording.texts.items() if code in known and text.strip()}


def _must_be_whole(wording: Wording, texts: Mapping[str, str], code: str, limit: int) -> None:
    if not wording.name.strip() or not code or not texts:
        raise AnswerEmpty
    if len(code) > 30 or _CODE.fullmatch(code) is None:
        raise CodeWrong
    for text in texts.values():
        check(text)
    if any(len(file.content) > limit for file in wording.files):
        raise TooLarge


def _held(actor: Member, answer: SavedAnswer) -> SavedAnswer:
    if not saved_answers(actor).filter(pk=answer.pk).exists():
        raise NotFound
    held = SavedAnswer.objects.select_for_update().get(pk=answer.pk)
    if not may_change(actor, held):
        raise NotAllowed
    return held


def _is_taken(code: str, held: SavedAnswer, owner: Member | None) -> bool:
    alike = SavedAnswer.objects.annotate(low=Lower("code")).filter(low=code, removed_at=None, owner=owner)
    return alike.exclude(pk=held.pk).exists()


def _write(held: SavedAnswer, actor: Member, wording: Wording, code: str) -> None:
    held.name, held.code, held.folder = wording.name.strip()[:120], code, wording.folder.strip()[:60]
    held.team, held.owner = (None, actor) if wording.is_own else (wording.team, None)
    held.written_by, held.written_at = actor, now()
    try:
        held.save()
    except IntegrityError as problem:  # another person took the word at the same moment
        raise CodeTaken from problem


def _write_texts(held: SavedAnswer, texts: Mapping[str, str]) -> None:
    AnswerText.objects.filter(answer=held).exclude(language__in=list(texts)).delete()
    for language, text in texts.items():
        AnswerText.objects.update_or_create(answer=held, language=language, defaults={"text": text})


def _change_files(held: SavedAnswer, wording: Wording) -> None:
    AnswerFile.objects.filter(answer=held, pk__in=list(wording.without)).delete()
    for file in wording.files:
        AnswerFile.objects.create(
            answer=held, blob=keep(file.content), name=file.name[:255], type=file.type[:120], size=len(file.content)
        )


def remove_answer(*, actor: Member, answer: SavedAnswer) -> None:
    """Put it away: nobody is offered it any more; what was sent with it stays. Raises ``NotAllowed``."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        held = _held(actor, answer)
        held.removed_at = now()
        held.save(update_fields=["removed_at"])
        record("answer.removed", actor=actor, answer=held.pk, team=held.team_id)


@dataclass(frozen=True)
class Used:
    """What using an answer gave: the words, in which language, and what could not be filled in."""

    filled: Filled
    language: str


def use_answer(*, actor: Member, case: Case, answer: SavedAnswer, language: str = "") -> Used:
    """The answer's words for this case, in ``language`` or else the case's, the writer's or the first it has.

    Its files go on the writer's draft. Raises ``NotFound`` when either is not there for this person.
    """
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, case)
        found = saved_answers(actor).filter(pk=answer.pk).first()
        texts = {one.language: one.text for one in found.texts.all()} if found else {}
        if found is None or not texts:
            raise NotFound
        spoken = next((code for code in (language, case.language, actor.language) if code in texts), min(texts))
        _attach(actor, case, found)
        AnswerUse.objects.create(answer=found, case=case, member=actor, language=spoken, at=now())
        SavedAnswer.objects.filter(pk=found.pk).update(uses=F("uses") + 1, used_at=now())
        record("answer.used", actor=actor, **where(case), **teamed(case), answer=found.pk, language=spoken)
        return Used(fill(texts[spoken], case=case, writer=actor, language=spoken), spoken)


def _attach(actor: Member, case: Case, answer: SavedAnswer) -> None:
    files = list(answer.files.all())
    if not files:
        return
    draft, _made = Draft.objects.get_or_create(case=case, member=actor, defaults={"changed_at": now()})
    there = set(Attachment.objects.filter(draft=draft).values_list("blob_id", flat=True))
    Attachment.objects.bulk_create(
        Attachment(draft=draft, blob_id=file.blob_id, name=file.name, type=file.type, size=file.size)
        for file in files
        if file.blob_id not in there
    )
