"""Telling what a letter is."""

from __future__ import annotations

from kohtaamo.channels.mail.reading.letter import Letter
from kohtaamo.channels.mail.reading.reports.amazon import notice_in
from kohtaamo.channels.mail.reading.reports.automatic import answer_in, bulk_in, is_robot
from kohtaamo.channels.mail.reading.reports.codes import reply_in, status_for, status_of
from kohtaamo.channels.mail.reading.reports.commands import command_in, sender_refused
from kohtaamo.channels.mail.reading.reports.complaints import complaints_in
from kohtaamo.channels.mail.reading.reports.failure import Failure
from kohtaamo.channels.mail.reading.reports.failures import failures_in
from kohtaamo.channels.mail.reading.reports.material import gather
from kohtaamo.channels.mail.reading.reports.original import Original, original_in
from kohtaamo.channels.mail.reading.reports.outcome import Automatic, Bounce, Reading
from kohtaamo.channels.mail.reading.reports.reasons import is_lasting, reason_for
from kohtaamo.channels.mail.reading.reports.text import refuses

LONGEST_DIAGNOSTIC = 1000
_SUCCESSES = {"delivered", "relayed", "expanded", "deliverable"}


def read_report(letter: Letter, *, return_path: str | None = None) -> Reading:
    """What kind of mail a letter is, and what it reports.

    ``return_path`` is the envelope sender when the caller knows it ("" or "<>" for the null sender); without it the
    Return-Path header is used. Raises nothing: a mail that fits no pattern is a person's.
    """
    if complaints := complaints_in(letter):
        return Reading("complaint", complaints=complaints)
    if notice := notice_in(letter):
        if notice.complaints:
            return Reading("complaint", complaints=notice.complaints)
        return _reported(list(notice.failures), notice.original)
    answer = answer_in(letter)
    material = gather(letter)
    if answer and answer.kind == "receipt" and not refuses(material.words):
        return Reading("auto_reply", automatic=answer)
    original = original_in(material)
    failures = failures_in(letter, material, original, return_path)
    if failures:
        return _reported(failures, original)
    if answer:
        return Reading("auto_reply", automatic=answer)
    return _written(letter, return_path)


def _reported(failures: list[Failure], original: Original) -> Reading:
    """Successes alone are an automatic answer; beside failures they are left out."""
    failed = [failure for failure in failures if not _succeeded(failure)]
    if not failed:
        return Reading("auto_reply", automatic=Automatic("delivered", "delivery-status"))
    return Reading("bounce", bounces=tuple(_judge(failure, original) for failure in failed))


def _succeeded(failure: Failure) -> bool:
    return failure.action in _SUCCESSES or failure.status.startswith("2.")


def _judge(failure: Failure, original: Original) -> Bounce:
    words = failure.said or failure.around
    delayed = failure.action == "delayed"
    given = status_of(words, failure.status) or status_of(failure.around, "")
    reply = reply_in(words, given) or reply_in(failure.around, given)
    command = command_in(f"{failure.said}\n{failure.around}")
    reason = reason_for(failure, status=given, command=command, reply=reply)
    status = given or status_for(
        reason, temporary=delayed or reply.startswith("4"), sender_refused=sender_refused(words)
    )
    return Bounce(
        recipient=failure.recipient,
        status=status,
        reply_code=reply,
        permanent=is_lasting(reason, status) and not delayed,
        reason=reason,
        diagnostic=" ".join(words.split())[:LONGEST_DIAGNOSTIC],
        original_message_id=original.message_id,
        original_to=original.to,
        original_subject=original.subject,
        delayed=delayed,
    )


def _written(letter: Letter, return_path: str | None) -> Reading:
    bulk = bulk_in(letter) or _loop_in(letter)
    return Reading("person", automatic=bulk, may_be_answered=bulk is None and _has_a_reader(letter, return_path))


def _loop_in(letter: Letter) -> Automatic | None:
    """A program that marks what it sends, to know it again."""
    return Automatic("loop", "x-loop") if letter.header("x-loop") else None


def _has_a_reader(letter: Letter, return_path: str | None) -> bool:
    answer_to = letter.reply_to[0] if letter.reply_to else letter.sender
    if answer_to is None or not answer_to.address or is_robot(answer_to.address):
        return False
    path = (letter.header("return-path") if return_path is None else return_path).strip()
    null_sender = path == "<>" or (return_path is not None and not path)
    suppressed = letter.header("x-auto-response-suppress").strip().lower() not in {"", "none"}
    return not null_sender and not suppressed
