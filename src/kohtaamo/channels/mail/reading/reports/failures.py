"""Finding the failures a mail reports, from the standard part, from prose, and from both together."""

from __future__ import annotations

import re
from dataclasses import replace

from kohtaamo.channels.mail.reading.letter import Letter
from kohtaamo.channels.mail.reading.reports import standard, text
from kohtaamo.channels.mail.reading.reports.automatic import is_robot
from kohtaamo.channels.mail.reading.reports.failure import Failure
from kohtaamo.channels.mail.reading.reports.fields import address_in
from kohtaamo.channels.mail.reading.reports.material import Material, has_status_part
from kohtaamo.channels.mail.reading.reports.original import Original

_SUBJECT = re.compile(
    r"undeliver|returned mail|returning message"
    r"|(?:delivery|mail|message|dsn)[^a-z]{0,3}(?:has )?(?:status|fail|error|delay|problem|report|could not)"
    r"|failure notice|could not be delivered|not delivered"
    r"|delivery (?:failure|status|notification|report)|delayed mail|errors from|nicht zustellbar"
    r"|unzustellbar|toimittamatta|ei voitu toimittaa|kunde inte levereras|non remis"
    r"|mail system error|mail failed|не ?доставлен|недоставлен|returned to sender|delivery was aborted|failed mail|delivery warning"
    r"|toimitus viiväst|toimitus(?:virhe|raportti)|fördröjd leverans|leverans(?:fel|problem|status)|ej levererat"
    r"|toimittamaton|ei (?:voi|voida) toimittaa|toimitus epäonnistui|leveransen misslyckades|obeställbar|olevererbar|kan inte levereras|ikke leve?re?t|kan ikke leveres"
    r"|onbestelbaar|non distribuable|non recapita|no se (?:puede|pudo|ha podido) entregar|não (?:foi )?entregue"
    r"|niedostarczon|nedoručiteln|nem kézbesít|teslim edilem|не удается доставить"
    r"|配信不能|配信できません|送信できませんでした|未送達|エラーメール|退信|传输失败|传递失败|投递失败|无法(?:传递|投递|送达)|退件|반송|전달할 수 없"
    r"|not member article|error sending your mail|warning: (?:could not|message)|blocked by",
    re.IGNORECASE,
)
_SENDER = re.compile(
    r"mailer-?_?daemon|\bmdaemon@|po?o?st_?master|sysadmin@|system administrator|mail delivery"
    r"|mail ?delivery ?(?:sub)?system",
    re.IGNORECASE,
)
_DAEMON = re.compile(r"<?(?:mailer-?_?daemon|postmaster)(?:@|>|$)", re.IGNORECASE)


def failures_in(letter: Letter, material: Material, original: Original, return_path: str | None) -> list[Failure]:
    """Each recipient the mail reports on; empty when it is no report, however much it looks like one."""
    formal = letter.header("content-type").lower().lstrip().startswith("multipart/report")
    if not (formal or _from_a_machine(letter, return_path)):
        return []
    if has_status_part(letter) and standard.speaks_of_recipients(material.status):
        return _with_prose(standard.failures_in(material.status, formal=formal), material.words)
    if standard.speaks_of_recipients(material.words):
        return _with_prose(standard.failures_in(material.words, formal=True), material.words)
    return _told_in_prose(letter, material.words, original)


def _told_in_prose(letter: Letter, words: str, original: Original) -> list[Failure]:
    named = [address for text in letter.all_headers("x-failed-recipients") if (address := address_in(text))]
    subject_says = _SUBJECT.search(letter.subject[:300]) is not None
    if not (named or subject_says or text.announces_failure(words)):
        return []
    action = "delayed" if text.only_warns(words) else "failed"
    found = text.failures_in(words, named)
    if not found and (subject_says or named):
        found = [Failure(original.to, said=words, around=words)]
    return [replace(failure, action=action) for failure in found]


def _with_prose(failures: list[Failure], words: str) -> list[Failure]:
    """Adds to each failure what the reporter wrote about its recipient, all of it when there is but one."""
    prose = {told.recipient.lower(): told for told in text.failures_in(words, [])}
    return [
        replace(one, around=f"{one.around} {_prose_about(one, prose, words, failures)}".strip()) for one in failures
    ]


def _prose_about(one: Failure, prose: dict[str, Failure], words: str, failures: list[Failure]) -> str:
    if len(failures) == 1:
        return words
    told = prose.get(one.recipient.lower())
    return told.said if told else ""


def _from_a_machine(letter: Letter, return_path: str | None) -> bool:
    """Null return paths and daemons report; a person who forwards a report has an address of their own."""
    sender = letter.sender
    path = letter.header("return-path") if return_path is None else return_path
    if path.strip() in {"<>", ""} and (return_path is not None or path):
        return True
    if _DAEMON.match(path.strip()):
        return True
    if sender is None or not sender.address.strip("<> "):
        return True
    named = _SENDER.search(f"{letter.header('from')} {sender.name}") is not None
    marked = letter.header("x-failed-recipients") or letter.header("x-mlserver")
    return is_robot(sender.address) or (named and not letter.references) or bool(marked)
