"""English verbs that bind the writer, and the clauses that do it without a first person."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kohtaamo.promises.phrases.languages.english_acts import VERBS
from kohtaamo.promises.phrases.languages.language import ClauseText, Commit, pattern

_ADVERBS = (
    r"(?: (?:also|then|personally|definitely|certainly|of course|be sure to|make sure to|happily|gladly"
    r"|now|just|immediately|myself|ourselves|both|surely|absolutely|quickly"
    r"|go ahead and|in any case|gladly|be glad to|be happy to|be able to|all|promptly|naturally|be|simply"
    r"|again|either way|make a point of|make it a point to|try my best to and))*"
)
_WILL = (
    r"(?:\b(?:i|we)(?:'ll| will| shall|'m going to| am going to|'re going to| are going to|'m gonna"
    r"|'re gonna| guarantee(?: you)? to| guarantee(?: that)? (?:i|we)(?:'ll| will)"
    r"| promise(?: you)?(?: to| that (?:i|we)(?:'ll| will)| (?:i|we)(?:'ll| will))| undertake to"
    r"| commit to| pledge to| assure you (?:that )?(?:i|we)(?:'ll| will))|\blet me|\ballow me to)"
)
_VERB = "|".join(f"(?:{source})" for _, _, source in VERBS)
_CLASSES = tuple((act, form, pattern(rf"(?:{source})\b")) for act, form, source in VERBS)
_SPOKEN = pattern(rf"{_WILL}\b")
_AFTER_WILL = pattern(rf"{_ADVERBS} ([a-z][a-z-]+)\b")
_TYPO = pattern(rf"\b(?:ill|il|i'l|we'l|iwill|i wil|we wil|ile)(?={_ADVERBS} (?:{_VERB})\b)")
_TYPO_WELL = pattern(
    r"^\s*(?:well)(?= (?:get back|call you|send you|let you|be in touch|ship|deliver|have|email|contact|refund)\b)"
)
_LEADLESS = pattern(
    rf"^\s*(?:(?:hi|hello|thanks|ok|okay|sure|and|yes|absolutely|certainly|of course|so)\b[\s,!]*)*(?:will"
    rf"|shall)(?={_ADVERBS} (?:{_VERB})\b)"
)
_WILL_TOO = pattern(r"^\s*(?:then )?(?:will|'ll|shall)(?= )")
_CONTINUED = pattern(rf"^\s*(?:(?:then|also) )*(?=(?:{_VERB})\b)")
_PROGRESS = pattern(
    r"\b(?:i|we)(?:'m| am|'re| are) (?:now |also |personally )?(calling|phoning|shipping|sending"
    r"|delivering|coming|visiting|refunding|dispatching|bringing|returning|posting|emailing|collecting"
    r"|installing|"
    r"crediting|fixing|repairing|arranging|booking|paying|ringing|replacing|scheduling|releasing|replying)\b"
)
_HABIT = pattern(
    r"\b(?:i|we) (?:always )?(call|ship|deliver|send|dispatch|refund|answer|reply|respond|come|return"
    r"|get back|visit|pay|repair|install)\b"
)
_RECEIVE = pattern(
    r"\b(?:you(?:'ll| will| shall|'re going to| are going to| can expect(?: to)?| may expect| can count on"
    r"| can rely on|'re getting| are getting)|^\s*(?:please )?(?:expect|count on))(?: also| definitely"
    r"| certainly| then| soon)*"
    r"(?: (have|get|receive|hear|hearing|be hearing|be receiving|be getting|find|be contacted|be called"
    r"|be refunded|be notified|be informed|be updated|getting|receiving|see)\b)?"
    r"(?: (?!to\b)[a-z']+){0,5}"
)
_GOODS = pattern(
    r"\b(?:answer|reply|replies|response|quote|offer|refund|money|call|email|mail|letter|parcel|package"
    r"|order|delivery|update|decision|confirmation|invoice|credit|replacement|it|them|back|from (?:me|us)"
    r"|one|results?|report|documents?|link|details|information|news|solution|text|message|estimate"
    r"|proposal|contract|item|goods|product|shipment|copy|card|code|voucher|list|login|password|tickets?"
    r"|schedule|plan|draft|access|appointment|notice|summary|certificate|receipt|prices?|quotation"
    r"|callback|keys?|car|phone|visit|technician|feedback|everything|tracking)\b"
)
_THING = (
    r"(?:(?:(?:your|the|our|my|a|an|all|both|some|this|these|new|full|replacement|missing|spare) )*(?:\w+ )?"
    r"(?:reply|answer|response|quote|offer|refund|invoice|credit(?: note)?|replacement|parcel|package"
    r"|order|shipment|delivery|items?|goods|money|confirmation|e-?mail|letter|payment|parts?|products?"
    r"|documents?|contract|report|update|decision|compensation|courier|truck|van|driver|technician"
    r"|engineer|colleague|installer|plumber|electrician|repairman|team|manager|specialist|expert|fitter"
    r"|mechanic"
    r"|car|phone|laptop|sofa|bike|device|washing machine|case|request|claim|application|complaint|call"
    r"|visit|estimate|proposal|link|tracking (?:number|code)|someone|somebody|one of us|callback|keys?"
    r"|card|stuff|repair"
    r"|someone from \w+ team|\w+ from our team|washer|machine|book|chair|table|bed|fridge|issue|problem"
    r"|supervisor|(?:customer |technical )?support|customer service|service desk|department|warehouse"
    r"|representative|agent|accountant|advisor|adviser|rep)|it|this|they|everything|that|we)"
)
_THING_WILL = pattern(
    rf"\b({_THING})(?: [a-z]+){{0,3}}? ?(?:'ll| will| is going to| are going to| is| are|'s)(?: (?:also"
    rf"|then|definitely|certainly|now|personally|all|both))*"
    r" (?:be |get |being |scheduled (?:to |for )?(?:be )?|set to |due to |going to )?(sent|shipped"
    r"|delivered|dispatched|refunded|credited|returned|repaired|fixed|processed|ready|with you|on site"
    r"|at yours|there|available|done|completed|resolved|handled"
    r"|posted|paid|issued|transferred|in your|on its way|on their way|at your|emailed|mailed|replaced"
    r"|reach|arrive|come|call|visit|contact|ship|leave|go out|follow|deliver|get back|get in touch|land"
    r"|show up|installed|answered"
    r"|call(?:ing)?|phone|ring|bring|collect|pick|arriving|coming|shipping|going out|leaving|get to you"
    r"|in touch|respond|reply|let you|repair|install|fix|sorted|settled|finished|back with you|email|send"
    r"|be back|appear|delivery|out for)\b"
)
_THING_NOW = pattern(rf"\b({_THING}) (ships|arrives|leaves|goes out|reaches|lands|comes)\b")
_STRANGER = pattern(
    r"\b(?:dhl|ups|fedex|posti|postnord|the post office|your bank|the bank|royal mail|manufacturer"
    r"|the supplier|landlord|insurance company|klarna|paypal|insurer|police)\b"
)
_STATES = """
be need want wait await expect require hope try assume close open charge know understand remember miss look-
forward appreciate like love think consider hold stay remain never not no probably have see believe say admit
have-to attend aim keep continue guess possibly likely maybe soon enjoy lose bill receive go only still at agree
if have you us the a
"""
_NEVER = frozenset(_STATES.split())
_NOT_ACTS = pattern(
    r"(?:look(?:ing)? forward|have to\b|keep (?:it|the store|the shop|our)|take (?:a day|time) off"
    r"|get the (?:part|delivery|stock|shipment)|be (?:able to)? ?(?:closed|open|away|out)"
    r"|come to\b.*\bconclusion|start (?:my|our) (?:holiday|vacation)|take (?:my|our|a) (?:holiday|vacation"
    r"|leave)|do my best|do our best|do what|do everything|work (?:from|until|on (?:monday|sunday)))"
)
_WHO = pattern(r"technician|engineer|colleague|installer|plumber|electrician|repairman|fitter|mechanic|driver")
_WORDS = (
    ("answer", "any", r"reply|answer|response|quote|update|decision|confirm|estimate|proposal|report|link|offer"),
    ("refund", "any", r"refund|money|credit|payment|compensation"),
    ("call", "call", r"\bcall"),
)
_KINDS_OF_THING = tuple((act, form, pattern(words)) for act, form, words in _WORDS)

HINT = pattern(
    r"\b(?:will|shall|i'm|we're|am|are|is|i|we|ill|let me|expect|you'll|you|ships|arrives|it'll|it's|leaves)\b|'ll\b"
)


def english_commits(clause: ClauseText) -> list[Commit]:
    """The verbs of a clause that bind the writer, or the writer's house."""
    found = [*_spoken(clause.text)]
    if not found and clause.opens:
        found = [*_started(clause.text, _LEADLESS), *_started(clause.text, _TYPO_WELL)]
    if not found and clause.after_subject:
        found = [*_started(clause.text, _WILL_TOO)]
    if not found and clause.after_verb:
        found = [replace(commit, continues=True) for commit in _started(clause.text, _CONTINUED)]
    found = found or [*_other_forms(clause.text)]
    return found or [*_receiving(clause.text)] or [*_by_things(clause.text)]


def _kind(text: str, place: int) -> tuple[str, str, int] | None:
    """Act, form and end of the listed verb that begins at `place`; longer phrases win."""
    matches = ((pattern.match(text, place), act, form) for act, form, pattern in _CLASSES)
    ends = [(match.end(), act, form) for match, act, form in matches if match]
    if not ends:
        return None
    end, act, form = max(ends, key=lambda found: found[0])
    return act, form, end


def _spoken(text: str) -> Iterator[Commit]:
    starts = [*_SPOKEN.finditer(text), *_TYPO.finditer(text)]
    for start in sorted(starts, key=lambda match: match.start()):
        verb = _AFTER_WILL.match(text, start.end())
        commit = _commit(text, start.start(), verb.start(1)) if verb else None
        if commit:
            yield commit


def _commit(text: str, start: int, place: int) -> Commit | None:
    """The act at `place`. After "will" any verb binds, but for those that only describe."""
    place = _back_to_be(text, start, place)
    kind = _kind(text, place)
    word = re.match(r"[a-z-]+", text[place:])
    if _NOT_ACTS.match(text, place) or word is None:
        return None
    if kind is None:
        return None if word.group() in _NEVER else Commit(start, place + word.end(), "other", "any")
    act, form, end = kind
    return Commit(start, end, act, form)


def _back_to_be(text: str, start: int, place: int) -> int:
    """Phrases such as "be in touch" begin one word before the word that was found."""
    head = re.search(r"\bbe\s+$", text[start:place])
    return start + head.start() if head else place


def _started(text: str, opening: re.Pattern[str]) -> Iterator[Commit]:
    match = opening.match(text)
    if match:
        verb = re.compile(r"\s*(?:(?:also|then|personally|definitely|certainly|gladly)\s+)*([a-z])").match(
            text, match.end()
        )
        commit = _commit(text, match.end() - len(match.group().lstrip()), verb.start(1)) if verb else None
        if commit and not _STRANGER.search(text):
            yield commit


def _other_forms(text: str) -> Iterator[Commit]:
    for match in (_PROGRESS.search(text), _HABIT.search(text)):
        if match:
            stem = re.sub(r"(?:ing)$", "", match[1])
            act, form = next(
                ((act, form) for act, form, words in _CLASSES if words.match(stem) or words.match(stem + "e")),
                ("other", "any"),
            )
            yield Commit(match.start(), match.end(), act, form)
            return


def _receiving(text: str) -> Iterator[Commit]:
    match = _RECEIVE.search(text)
    if not match:
        return
    verb, rest = match[1] or "", match.group()
    if verb.startswith(("be ", "hear")) or "hear" in rest:
        yield Commit(match.start(), match.end(), "call" if "called" in verb else "return", "any")
    elif verb.startswith("receiv") or (
        _GOODS.search(rest) and (verb or "expect" in rest or "getting" in rest or "count" in rest)
    ):
        yield Commit(match.start(), match.end(), *_thing_act(rest, "deliver", "delivery"))


def _by_things(text: str) -> Iterator[Commit]:
    match = _THING_WILL.search(text) or _THING_NOW.search(text)
    if match and not _STRANGER.search(text):
        yield Commit(match.start(), match.end(), *_thing_act(match[1], *_done(match[2])))


def _done(word: str) -> tuple[str, str]:
    if word in ("call", "calling", "phone", "ring"):
        return "call", "call"
    if word in ("refunded", "credited", "paid", "transferred"):
        return "refund", "any"
    if word in ("repaired", "fixed", "replaced", "ready", "done", "completed", "resolved", "finished", "sorted"):
        return "repair", "any"
    if word in ("contact", "get back", "get in touch", "in touch", "reply", "respond", "let you"):
        return "return", "any"
    return "deliver", "delivery"


def _thing_act(thing: str, act: str, form: str) -> tuple[str, str]:
    for better, how, words in _KINDS_OF_THING:
        if words.search(thing):
            return better, how
    if _WHO.search(thing) and act == "deliver":
        return "visit", "visit"
    return act, form
