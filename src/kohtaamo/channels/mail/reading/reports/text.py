"""Failure reports in prose: the habits that mail systems share where they do not follow RFC 3464.

A report announces that something failed, then names recipients at the beginnings of lines, each followed by what was
said; or it names one recipient inside a sentence. Neither the mail system nor its language needs to be known.
"""

from __future__ import annotations

import re
from itertools import islice

from kohtaamo.channels.mail.reading.reports.failure import Failure

_ADDRESS = r"(?P<address>[^\s<>\"',;:()\[\]=@]{1,128}@[A-Za-z0-9._-]{1,255})"
_LABEL = (
    r"(?:recipient(?: address)?:|addressed to:|could not be delivered to:|(?:your )?message to:|to address:"
    r"|unable to deliver message to:|\[status: error, address:|[45]\d\d[ -]|recipients?:|address:"
    r"|error-for:|recipient: \[smtp:|c=[^\n@]{0,120}smtp=)?"
)
_AT_LINE_START = re.compile(
    rf"^[ \t>*•-]{{0,8}}{_LABEL}[ \t]{{0,4}}[<\"]{{0,2}}{_ADDRESS}(?![\w@])", re.IGNORECASE | re.MULTILINE
)
_IN_A_SENTENCE = re.compile(
    r"(?:deliver(?:y of|ed)?|message|mail|e-mail|email|nachricht|viesti(?:ä|äsi)?|meddelande(?:t)?|originally addressed)[^<>@\n]{0,60}"
    r"(?:\bto|\ban|\btill|\bfor|address|addresses|vastaanottajalle|osoitteeseen|recipient)[: \n]{1,4}[<\"'\[]{0,2}(?:smtp:)?"
    + _ADDRESS,
    re.IGNORECASE,
)
_AFTER_A_COLON = re.compile(
    rf"^(?!from|to|cc|sender|reply-to|return-path|[^:\n]{{0,40}}(?:contact|administrator|postmaster))[^:\n@]{{3,60}}:[ \t]{{0,4}}<?{_ADDRESS}>?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_BEFORE_A_REPLY = re.compile(rf"<?{_ADDRESS}>?[^\n]{{0,160}}\b[45]\d\d\b", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"following (?:e-?mail )?(?:address|recipient)|following (?:list|user)"
    r"|(?:these|the) recipients?\b|of its\s+recipients"
    r"|one or more (?:of its )?recipients|fail(?:ed|ure) (?:permanently|reasons)|failed addresses follow"
    r"|(?:was|were|could) not (?:be )?(?:delivered|relayed|reach|sent)"
    r"|(?:unable|not able|wasn't able) to (?:be )?deliver"
    r"|cannot be delivered|delivery (?:has )?failed|error delivering|transcript of session follows"
    r"|did not reach|(?:mail|message) (?:has been|was|is being) returned|delivery problems|no such user here"
    r"|error was detected while processing|was automatically rejected|has been postponed"
    r"|not yet been delivered|rejected your message|error_code|had delivery problems|delivery errors"
    r"|not a member|is rejected|error message below|送信(?:でき|に失敗)|届け|配信でき|не может быть доставлен"
    r"|konnte nicht (?:zugestellt|gesendet)|zustellung"
    r"|ei voitu toimittaa|toimitus (?:ei|[^\n]{0,60}epäonnistui)|ei (?:lähetetty|toimitettu|välitetty) osoitteeseen|kunde inte levereras|leverans"
    r"|non (?:remis|è stato|recapit)"
    r"|échec de la remise|n'a pas pu être|no se (?:ha podido|pudo) entregar|não (?:foi|pôde)"
    r"|无法(?:发送|送达|投递|传递)|投递失败|被退回|退信|전송하지 못|배달되지|반송|nelze doručit|teslim edilem"
    r"|nie (?:zosta|mo)|niet (?:worden )?"
    r"bezorgd|ikke leveres|no pudo ser entregado|nedoručen",
    re.IGNORECASE,
)
_WARNING = re.compile(
    r"warning message only|this is a warning only|not yet been delivered|still being retried"
    r"|will be retried|will keep trying|continue (?:to try|trying) to deliver|has been postponed"
    r"|ei ole vielä (?:toimitettu|voitu toimittaa)|yrite(?:tään|tä)än? (?:toimittaa )?uudelleen|yritämme uudelleen"
    r"|har (?:ännu )?inte (?:levererats ännu|kunnat levereras ännu)|nya försök|försöker (?:igen|på nytt)"
    r"|delivery (?:is )?delayed|delay reason|could not be delivered for more than|do not need to resend",
    re.IGNORECASE,
)
_REPLY_LINE = re.compile(r"^[ \t]{0,4}<<<[ \t]{0,4}([45]\d\d[^\n]{0,500})", re.MULTILINE)
_REFUSED = re.compile(r"(?:was|has been) automatically (?:rejected|refused)", re.IGNORECASE)
MOST_RECIPIENTS = 200


def announces_failure(text: str) -> bool:
    """Whether a text says, in one of the usual ways, that a mail did not arrive."""
    return _ANNOUNCED.search(text) is not None


def refuses(text: str) -> bool:
    """Whether a disposition notification tells that a filter of the reader refused the mail (RFC 5429)."""
    return _REFUSED.search(text[:2000]) is not None


def only_warns(text: str) -> bool:
    """Whether a text says that delivery will be tried again."""
    return _WARNING.search(text) is not None


def failures_in(words: str, named: list[str]) -> list[Failure]:
    """One failure per recipient told in prose; ``named`` are those known from headers, taken when prose has none."""
    announced = _ANNOUNCED.search(words)
    said = _told(words, announced.start()) if announced else _sections(words, _AT_LINE_START, 0)
    if not said:
        said = dict.fromkeys(named, "") or _inside_sentences(words)
    if not said and announced is None:
        return []
    alone = len(said) == 1
    if alone:
        said = {address: _with_replies(text, words) for address, text in said.items()}
    return [
        Failure(recipient=address, said=text if text else words, around=words if alone else _before(words, said))
        for address, text in said.items()
    ]


def _before(words: str, said: dict[str, str]) -> str:
    """What the reporter wrote before the first of several recipients, which is true of them all."""
    return words.partition(next(iter(said)))[0]


def _with_replies(section: str, words: str) -> str:
    """What a session transcript shows of the other server's replies stands before the reporter's summary."""
    replies = "" if "<<<" in section else "\n".join(_REPLY_LINE.findall(words)[:20])
    return f"{replies}\n{section}".strip()


def _told(words: str, start: int) -> dict[str, str]:
    """Recipients after the announcement, else before it, else behind a label, with what is said of each."""
    after = _sections(words, _AT_LINE_START, start)
    return after or _sections(words, _AT_LINE_START, 0) or _sections(words, _AFTER_A_COLON, 0)


def _sections(words: str, pattern: re.Pattern[str], start: int) -> dict[str, str]:
    """Recipient lines with the text up to the next one; what follows a repeated address belongs to it too."""
    lines = list(islice(pattern.finditer(words, start), 4 * MOST_RECIPIENTS))
    ends = [found.start() for found in lines[1:]] + [len(words)] if lines else []
    found: dict[str, str] = {}
    spelling: dict[str, str] = {}
    for line, end in zip(lines, ends, strict=True):
        address = line["address"].strip(".")
        address = spelling.setdefault(address.lower(), address)
        found[address] = f"{found.get(address, '')}\n{words[line.start() : end]}".strip()
    return dict(list(found.items())[:MOST_RECIPIENTS])


def _inside_sentences(words: str) -> dict[str, str]:
    found = _IN_A_SENTENCE.search(words)
    labelled = {} if found else _sections(words, _AFTER_A_COLON, 0)
    found = found or (None if labelled else _BEFORE_A_REPLY.search(words))
    return {found["address"].strip("."): ""} if found else labelled
