"""Mail written by programs: answers (RFC 3834), read receipts (RFC 8098), lists (RFC 2919, 2369), bulk."""

from __future__ import annotations

import re

from kohtaamo.channels.mail.reading.letter import Letter
from kohtaamo.channels.mail.reading.reports.material import bounded
from kohtaamo.channels.mail.reading.reports.outcome import Automatic

_ANSWER_SUBJECT = re.compile(
    r"\s{0,4}(?:"
    r"automaattinen vastaus|automaattivastaus|poissaoloviesti|poissaoloilmoitus|autosvar"
    r"|automatiskt svar|automatisk svar"
    r"|frånvaromeddelande"
    r"|auto: {0,2}(?:re|vs|sv|aw|antw|vl|fwd?):|[\[(]auto(?:[ -]?(?:reply|generated))?[\])]|automaatiline vastus"
    r"|autoantwort|autorespuesta|automatische abwesenheits|automatikus válasz|otomatik yanıt|răspuns automat"
    r"|автоматична відповідь|αυτόματη απάντηση|自动答复|자동 ?(?:회신|응답|답장)|תשובה אוטומטית|رد تلقائي"
    r"|(?:poissa toimistosta|i'm on vacation|away from (?:the )?office|message d'absence)(?=\s{0,3}(?::|re:|vs:|sv:))"
    r"|(?:automatic|auto|automated)[ -]?(?:reply|response)\b|autoreply\b|out of (?:the )?office"
    r"(?=\s{0,3}(?:$|[:\-(\[]|auto|re\b|reply|message|notification|response))"
    r"|vacation (?:reply|message|notice|response)"
    r"|abwesenheitsnotiz|abwesenheitsmeldung|abwesenheitsbenachrichtigung|automatische antwort"
    r"|réponse automatique"
    r"|absence du bureau|respuesta automática|fuera de (?:la )?oficina|risposta automatica"
    r"|fuori sede|resposta automática"
    r"|automatisch antwoord|automatyczna odpowied|automatická odpov|automaatvastus|automātiskā atbilde"
    r"|automatinis atsakymas|автоответ|автоматический ответ|自動応答"
    r"|自動返信|不在通知|自动回复|自動回覆"
    r"|(?:poissa|poissa toimistosta|lomalla|frånvaro|frånvarande|ikke til stede|fravær|abwesend|abwesenheit|absence"
    r"|absent|absent\(e\) du bureau|fuori ufficio|ausência temporária|afwezigheid|ikke på kontoret|nieobecność"
    r"|nepřítomnost|házon kívül|ofis dışında|нет на месте|väljaspool kontorit"
    r"|ausente|ausência|assente|afwezig|ooo|away|vacation)\s{0,3}:"
    r")",
    re.IGNORECASE,
)
"""Words only programs put first; words of absence that people use as well must be followed by a colon."""

_ANSWER_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply",
    "x-autoreply-from",
    "x-mail-autoreply",
)
_ABSENT = re.compile(
    r"\bvacation|out[- ]of[- ](?:the )?office|\boof\b|\baway\b|absen[ct]|holiday|poissa"
    r"|lomalla|frånvar|semester|urlaub|congé",
    re.IGNORECASE,
)
_BULK = {"bulk", "junk", "list"}
_LIST_HEADERS = ("list-id", "list-unsubscribe", "list-post", "list-help", "x-mailing-list")
_ROBOT = re.compile(
    r"(?:mailer-daemon|mailerdaemon|postmaster|no-?_?\.?reply|do-?_?not-?_?reply|dont-?reply|ei-?vastausta|ala-?vastaa|noreply|nobody|bounces?|notifications?"
    r"|.{1,60}-(?:request|bounces|owner|confirm)|owner-.{1,60}|listserv|majordomo|svara-?inte"
    r"|autoreply|daemon)(?:[+\-=].{0,200})?",
    re.IGNORECASE,
)


def answer_in(letter: Letter) -> Automatic | None:
    """The automatic answer a mail is, or nothing."""
    if letter.header("content-type").lower().replace(" ", "").find("disposition-notification") >= 0 or any(
        part.type.lower() == "message/disposition-notification" for part in letter.parts
    ):
        return Automatic("receipt", "disposition-notification")
    return _told_by_headers(letter) or _told_by_subject(letter)


def bulk_in(letter: Letter) -> Automatic | None:
    """The list or bulk mail a mail is, or nothing."""
    precedence = letter.header("precedence").strip().lower()
    if precedence in _BULK:
        return Automatic("list", f"precedence: {precedence}")
    named = next((name for name in _LIST_HEADERS if letter.header(name)), "")
    return Automatic("list", named) if named else None


def is_robot(address: str) -> bool:
    """Whether nobody reads what is sent to an address, by its local part."""
    return _ROBOT.fullmatch(address.rpartition("@")[0] or address) is not None


def _told_by_headers(letter: Letter) -> Automatic | None:
    submitted = letter.header("auto-submitted").split(";")[0].split("(")[0].strip().lower()
    if submitted and submitted != "no":
        return Automatic(_kind(letter), f"auto-submitted: {submitted}")
    if letter.header("precedence").strip().lower() == "auto_reply":
        return Automatic(_kind(letter), "precedence: auto_reply")
    named = next((name for name in _ANSWER_HEADERS if _says_yes(letter.header(name))), "")
    if named:
        return Automatic(_kind(letter), named)
    if "vacation" in letter.header("x-apple-action").lower():
        return Automatic("vacation", "x-apple-action")
    return None


def _told_by_subject(letter: Letter) -> Automatic | None:
    """No "Re:" may stand before: who answers our automatic answer is a person."""
    found = _ANSWER_SUBJECT.match(letter.subject[:300])
    if not found:
        return None
    return Automatic(_kind(letter), f"subject: {found.group().strip()}")


def _kind(letter: Letter) -> str:
    words = f"{letter.subject[:300]} {letter.header('auto-submitted')} {bounded(letter.text)[:300]}"
    return "vacation" if _ABSENT.search(words) else "auto_reply"


def _says_yes(text: str) -> bool:
    return bool(text.strip()) and text.strip().lower() not in {"no", "false", "0"}
