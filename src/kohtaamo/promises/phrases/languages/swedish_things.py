"""Swedish clauses that bind the house without "we": what happens to the customer's matter, and what our people do."""

import re
from collections.abc import Iterator

from kohtaamo.promises.phrases.languages.language import ClauseText, Commit, any_of, pattern
from kohtaamo.promises.phrases.languages.swedish_acts import VERBS

_THINGS = (
    r"(?:paket\w*|varan|varorna|leverans\w*|bestallning\w*|ordern|pengar\w*|aterbetalning\w*|svar\w*"
    r"|besked\w*|offert\w*|kuriren|chauffor\w*|transport\w*|kreditfaktura\w*|kreditnota\w*"
    r"|faktura\w*|bekraftelse\w*|reservdel\w*|delen|delarna|(?:din|ditt|dina|er|ert|era|var|vart|vara|min|mitt|en) \w+"
    r"|ersattning\w*|belopp\w*|betalning\w*|summan|felet|arendet|forsandelse\w*|den|det|de|allt|samtal\w*|soffan"
    r"|produkt\w*|vattnet|strommen|elen|varmen|internet|natet|abonnemanget|anslutningen|storningen|sparren|nycklarna|biljett(?:en|erna)"
    r"|vaskan|ansokan|utredning\w*|granskning\w*|reparation\w*|installation\w*|beslut\w*|ratt\w*|kredit\w*|(?:nya|nytt) \w+|utbetalning\w*)"
)
_PEOPLE = (
    r"(?:(?:min|var|mina|vara|vart|mitt) (?!semester|butik|affar|kontor|sida|telefon|webb|chatt|adress|arbets|kampanj|lokal)\w+"
    r"|vart (?:\w+ )?team|\w*teamet|kontoret|\w*avdelningen|faktureringen|ekonomin|jouren"
    r"|\w{3,} (?:hos|fran|pa) (?:oss|var \w+|faktureringen|teknik\w*|servicen|supporten|ekonomin)|(?:nagon|en) (?:av|fran|hos|i|pa) (?:oss|vara|mina|mitt|vart|min|var)(?: \w+)?"
    r"|en (?:kollega|medarbetare"
    r"|montor|tekniker|installator|handlaggare|specialist|expert|hantverkare|chauffor|servicetekniker|saljare"
    r"|radgivare)"
    r"|(?!(?:somm|ag|lar|kop|anvand|hyr|tillverk|import|leverant|dat)\w*(?:aren|oren)\b)\w{3,}(?:aren|oren|ikern|mannen|smeden|gruppen|patrullen)"
    r"|transporten(?= hamtar)|\w*bilen(?= (?:ar|kommer|hamtar))|kollega\w*|montor\w*|tekniker\w*|installator\w*|handlaggar\w*|specialist\w*|hantverkar\w*|reparator\w*"
    r"|servicetekniker\w*|chauffor\w*|servicen|serviceteamet|kuriren|budet|elektriker\w*|rormokar\w*"
    r"|matningsman\w*|besiktning\w*"
    r"|kundtjanst|supporten|(?:tekniska? |var )support|(?:din|er) (?:handlaggare|kontaktperson|radgivare|saljare|montor|tekniker|projektledare"
    r"|kundansvarig[ae]?))"
)
_THING_ACTS = (
    (
        "deliver delivery",
        r"levereras|vantar pa (?:dig|er)|anlander|ar framme|hinner fram|finns (?:i|pa) (?:var|vara|din|ditt|dina)|nar dig|nar er|lamnas|kommer fram|ar hos|dyker upp",
    ),
    ("send mail", r"ar i (?:din|er) (?:e-?post\w*|mejl\w*|mail\w*|inkorg)"),
    ("send letter", r"postas"),
    ("send mail", r"mejlas|mailas"),
    ("send delivery", r"gar (?:\w+ ){0,4}?(?:ivag|i vag|ut|med posten)|avgar|expedieras"),
    ("send any", r"skickas|sands"),
    (
        "refund any",
        r"aterbetalas|aterkommer till (?:ditt|ert)|betalas(?: ut| tillbaka)?|krediteras|finns pa ditt|finns pa ert|ar pa ditt|ar pa ert"
        r"|syns pa (?:ditt|ert|kontot)|ar tillbaka|satts in",
    ),
    (
        "repair any",
        r"repareras|lagas|fungerar (?:\w+ )?igen|kopplas(?: pa)?|ar igang|ordnar sig|ar (?:\w+ )?(?:atgarda[dt]|lost|fixa[dt]|repareran?[dt]|lagat|ordna[dt]|avhjalpt"
        r"|ratta[dt]|pa plats|i ordning)"
        r"|ar (?:\w+ )?klart?|ar klara|ligger klart?"
        r"|tas bort|skrivs av|laggs till|tas om hand|ar fardig\w*|blir klart?|blir klara|blir fardig\w*|atgardas|byts",
    ),
    ("visit visit", r"hos (?:dig|er)|pa plats|installeras|monteras"),
    ("answer any", r"besvaras|ges|lamnas besked"),
    ("deliver delivery", r"kommer"),
    ("other any", r"sker"),
)
_PEOPLE_ACTS = (
    ("call call", r"ringer"),
    ("return any", r"aterkommer|hor (?:\w+ )?av sig|kontaktar|tar kontakt"),
    ("deliver delivery", r"kommer med"),
    ("visit visit", r"hos (?:dig|er)|pa plats|besoker|hamtar|installerar|monterar|reparerar|kommer|ar hos"),
    ("answer any", r"svarar|meddelar|ger dig|ger er"),
    ("send any", r"skickar|levererar"),
)
THIRD = pattern(
    r"\b(?:nyhetsbrev\w*|sjukhuset|flygbolag\w*|rederiet|staden|skolan|facebook|google|(?<!med\x20)posten|postnord|dhl|ups|schenker|bring|banken|bank|klarna|tillverkaren|\w*leverantor(?:en|erna)?"
    r"|forsakringsbolag\w*|matkahuolto|posti|skatteverket|fpa|disponenten|hyresvard\w*|polisen|kommunen|riksdagen"
    r"|myndighet\w*|grannen)\b"
    r"|\b(?:din|er|ditt|ert|dina|era) (?:kollega|man|fru|sambo|granne|bank|hyresvard|arbetsgivare|syster|bror|mamma"
    r"|pappa|mor|far"
    r"|dotter|son|van|disponent|revisor|chef|advokat|lakare|barn|vanner|grannar|foraldrar)\b"
)
"""Others than the house, who promise for themselves."""


def _passives() -> Iterator[tuple[str, tuple[str, str]]]:
    """The passive forms of the listed verbs, and their acts; those with a particle have none here."""
    for row in re.split(r"\s*[|\n]\s*", VERBS.strip()):
        present, infinitive, act, form = row.split()
        if "_" in infinitive or not infinitive.endswith("a") or act in ("visit", "return", "call"):
            continue
        yield f"{infinitive}s", (act, form)
        if present.endswith("er"):
            yield f"{present[:-2]}s", (act, form)
            yield f"{present[:-1]}s", (act, form)
        elif not present.endswith("ar"):
            yield f"{present}s", (act, form)


_NOT_SAID_OF_US = ("betalas", "hamtas", "bes", "fragas", "lovas")
_PASSIVE_ACTS = {form: kind for form, kind in _passives() if form not in _NOT_SAID_OF_US}
_PASSIVE = pattern(
    r"\b(?:din|ditt|dina|er|ert|era|den|det|de|en|ett|nya?|\w{3,}(?:en|et|an|na|on)s?)(?: \w+){0,2}?"
    rf" ({any_of(_PASSIVE_ACTS)})\b"
)
_THING = pattern(rf"\b{_THINGS}\b")
_PERSON = pattern(rf"\b{_PEOPLE}\b")
_SOMEBODY = pattern(r"\b(?:han|hon)\b")
_BILLED = pattern(
    r"\b(?:faktura|rakning|avgift|hyra)\w* (?:ska|skall|bor|maste|betalas)\b"
    r"|\b(?:ska|skall|bor|maste|behover) (?:\w+ )?(?:returneras|hamtas|betalas|lamnas|aterlamnas)\b"
)
_Verbs = tuple[tuple[str, str, re.Pattern[str]], ...]


def _verbs(rows: tuple[tuple[str, str], ...]) -> _Verbs:
    return tuple((kind.split()[0], kind.split()[1], pattern(rf"\b(?:{words})\b")) for kind, words in rows)


def _listed() -> _Verbs:
    """Every listed verb as others of the house say it, a few words allowed before its particle."""
    rows = (row.split() for row in re.split(r"\s*[|\n]\s*", VERBS.strip()))
    return _verbs(tuple((f"{act} {form}", present.replace("_", r"(?: \w+){0,2}? ")) for present, _, act, form in rows))


_VERBS_OF_THINGS = _verbs(_THING_ACTS)
_VERBS_OF_PEOPLE = (*_verbs(_PEOPLE_ACTS), *_listed())
_ARRIVING = pattern(r"\b(\w{3,}(?:en|et|an|are)) kommer (?:fram|(?:hem )?till (?:dig|er))\b")
_ANYONE = pattern(
    r"\W*((?!(?:du|ni|jag|vi|som|man|ingen|inga|vad|vem|nar|hur|enligt|han|hon|hen|kunden|kunder|hyresgasten|det|den|de|om|vilken)\b)"
    r"\w+(?: \w+){0,3}?)(?= \w+r\b)"
)
_READER = pattern(r"\b(?:dig|er)\b")
_YOURS = pattern(r"\b(?:din|ditt|dina|er|ert|era) (?:\w+ )?\w+ (?:oppnas|lases upp|laggs upp)\b")
_EVENT = pattern(r"\b(?:evenemang|tillstallning|kurs|konsert|mote|massa|fest|foredrag)\w*\b")
_OWED = pattern(r"\b(?:ska|skall|bor|maste|behover)\b")
_FUTURE = pattern(
    r"\b(?:ska|kommer att) (?:vara (?:klar|framme|hos|fardig)|levereras|skickas|betalas|aterbetalas"
    r"|repareras|ringa|kontakta|anlanda|besoka|komma|na dig|finnas|bli klar)\w*"
)


def by_things(clause: ClauseText) -> Iterator[Commit]:
    """What is said of the customer's matter, or of our people, as the house's own doing."""
    text = clause.text
    if THIRD.search(text) or (_SOMEBODY.search(text) and not clause.after_colleague) or _BILLED.search(text):
        return
    found = (
        _by(text, _PERSON, _VERBS_OF_PEOPLE)
        or _by(text, _SOMEBODY, _VERBS_OF_PEOPLE)
        or _by(text, _THING, _VERBS_OF_THINGS)
        or _passive(text)
        or _arriving(text)
        or (_going_on(text) if clause.after_verb else None)
        or _anyone(text)
    )
    if found:
        yield found


def _by(text: str, subject: re.Pattern[str], verbs: _Verbs) -> Commit | None:
    thing = subject.search(text)
    if not thing:
        return None
    future = _FUTURE.search(text)
    for act, form, verb in verbs:
        match = verb.search(text) or future
        if match and not _clash(thing, match):
            return Commit(
                min(thing.start(), match.start()), max(thing.end(), match.end()), *_thing_act(thing.group(), act, form)
            )
    return None


def _clash(thing: re.Match[str], verb: re.Match[str]) -> bool:
    """True when they share letters, but for a subject between the two words of its verb."""
    inside = verb.start() < thing.start() and thing.end() < verb.end()
    return not inside and thing.start() < verb.end() and verb.start() < thing.end()


def _anyone(text: str) -> Commit | None:
    """Whoever does a listed thing to the reader is ours, strangers having been left out before."""
    subject = _ANYONE.match(text) if _READER.search(text) else None
    if subject is None:
        return None
    for act, form, verb in _VERBS_OF_PEOPLE:
        match = verb.match(text, subject.end(1) + 1)
        if match:
            return Commit(subject.start(1), match.end(), act, form)
    return None


def _going_on(text: str) -> Commit | None:
    """A verb that opens its clause and is said of the thing named before it ("and is with you tomorrow")."""
    for act, form, verb in _VERBS_OF_THINGS:
        match = verb.search(text)
        if match and not text[: match.start()].strip():
            return Commit(match.start(), match.end(), act, form)
    return None


def _arriving(text: str) -> Commit | None:
    """Somebody or something that comes to the customer; words in -are are people."""
    yours = _YOURS.search(text)
    if yours:
        return Commit(yours.start(), yours.end(), "arrange", "any")
    match = _ARRIVING.search(text)
    if not match:
        return None
    kind = ("visit", "visit") if match[1].endswith(("aren", "are", "oren")) else ("deliver", "delivery")
    return Commit(match.start(), match.end(), *kind)


def _passive(text: str) -> Commit | None:
    match = _PASSIVE.search(text)
    if not match or _OWED.search(text) or _EVENT.search(text):
        return None
    return Commit(match.start(), match.end(), *_PASSIVE_ACTS[match[1]])


def _thing_act(thing: str, act: str, form: str) -> tuple[str, str]:
    if thing.startswith(("svar", "besked", "offert", "bekraft", "beslut")):
        return ("answer", form) if form == "letter" else ("answer", "any")
    if thing.startswith("leverans") and act == "other":
        return "deliver", "delivery"
    if thing.startswith(("pengar", "aterbet", "ersatt", "utbet")):
        return "refund", "any"
    if re.search(r"montor|teknik|install|hantverk|reparat|handlagg", thing) and act == "deliver":
        return "visit", "visit"
    return act, form
