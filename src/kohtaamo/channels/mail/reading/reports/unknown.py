"""The many ways of saying that there is no such mailbox; on text already made plain."""

from __future__ import annotations

import re

_NOT_FOUND = (
    r"(?:vastaanottajaa|osoitetta|käyttäjää|postilaatikkoa) ei (?:löydy|löytynyt|ole\b)"
    r"|(?:vastaanottaja|osoite|käyttäjä) on tuntematon|tuntematon (?:vastaanottaja|käyttäjä|osoite|to-osoite)"
    r"|(?:mottagaren|adressen|användaren|e-postadressen) (?:är okänd|finns inte|hittades inte|kunde inte hittas)"
    r"|okänd (?:mottagare|användare|adress)"
)
"""Said in Finnish and Swedish by who has looked the address up."""
_STATED = re.compile(
    r"user(?:name)? ?(?:is )?(?:unknown|not (?:found|exist|known|listed)|does ?n[o']t exist)"
    r"|unknown[ -](?:user|recipient|address|mailbox|local|account|to address)"
    r"|no such (?:user|mailbox|recipient|person|account|address|local)"
    r"|(?:mailbox|account|address|recipient|user|email)(?: name)?(?: <>)?(?: you tried to reach)?(?: \S{1,40})?"
    r" (?:was |is |has |that you tried to reach )?"
    r"(?:not (?:found|exist|valid|known|recognized|a valid)|does(?: not|n't) exist|invalid|unknown|unavailable"
    r"|rejected: user|not available|not here)"
    r"|invalid (?:recipient|address|mailbox|user|rcpt)|user doesn't have|recipient ?not ?found|recipnotfound"
    r"|bad destination mailbox|no mailbox (?:here )?(?:by that name|found)|mailbox unavailable"
    r"|unrecogni[sz]ed recipient"
    r"|no longer (?:available|valid|with|an? )|not our customer|that name is not|not listed in|no account"
    r"|adresse .{0,30}invalide|does ?n[o']t have an account|is not a (?:known|valid) user|unable to find recipient"
    r"|bad address|(?<!sender )address rejected <>|address couldn't be found|wasn't found"
    r"|n'existe pas|existiert nicht|no existe|non esiste|não existe|nie istnieje|bestaat niet|findes ikke|finnes ikke"
    r"|finns inte|ei ole olemassa|neexistuje|не существует|不存在|존재하지 않|addressee unknown|wrong or no longer valid"
    rf"|{_NOT_FOUND}|unbekannt|tuntematon|okänd|inconnu|desconocid|sconosciut|onbekend|nieznany|неизвест|не найден|見つか|存在し"
)
_LOOKED_UP = re.compile(
    rf"{_NOT_FOUND}|recipient name is not recognized|not listed in (?:public|domino)"
    r"|(?:user|ユーザー) .{0,80}(?:domino|directory)"
    r"|user not exist|domino .{0,40}(?:見つか|not)|ディレクトリのリストに"
    r"|address not found|invalid final delivery userid"
    r"|unable to deliver message to <> \(and other|no mailbox here by that name|account does not exist at the org"
    r"|no valid recipients for this|unknown local|undeliverable address(?!.{0,300}quota)|doesn't have a yahoo|user name .{0,12}not"
    r"|recipient ?not ?found by|recipnotfound|recipientnotfound|access denied\. as\("
    r"|destination addresses were unknown"
    r"|mailbox not (?:found|exist)|recipient not in|unknown user .{0,30}in"
)
_REFUSED = re.compile(r"(?<!sender )\b(?:recipient )?address rejected|recipient rejected|rcpt rejected")


def is_stated(text: str) -> bool:
    """Whether a text says in some way that there is no such mailbox."""
    return _STATED.search(text) is not None


def was_looked_up(text: str) -> bool:
    """Whether the one who says so has looked the recipient up, so that the step of the talk does not matter."""
    return _LOOKED_UP.search(text) is not None


def is_refused(text: str) -> bool:
    """Whether a text refuses the recipient without saying why."""
    return _REFUSED.search(text) is not None
