"""English verbs that bind the writer, and the clauses that do it without a first person."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kohtaamo.promises.phrases.languages.english_acts import VERBS
from kohtaamo.promises.phrases.languages.english_things import STRANGER, by_things, receiving
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
_GOING = r"(?:ringing|phoning|texting|crediting|paying|forwarding|calling|sending|shipping|refunding|dispatching|replying|emailing|posting)"
_LEADLESS_NOW = pattern(
    rf"^\s*(?:(?:hi|ok|okay|sure|yes|yep|right|no problem)\b[\s,!]*)*(?:({_GOING}) (?:you|it|them|this|your)"
    rf"|back (?:to|with) you)\b"
)
_LEADLESS = pattern(
    rf"^\s*(?:(?:hi|hello|thanks|ok|okay|sure|and|yes|absolutely|certainly|of course|so)\b[\s,!]*)*(?:will"
    rf"|shall|gonna|going to)(?={_ADVERBS} (?:{_VERB})\b)"
)
_WILL_TOO = pattern(r"^\s*(?:then )?(?:will|'ll|shall)(?= )")
_CONTINUED = pattern(rf"^\s*(?:(?:then|also) )*(?=(?:{_VERB})\b)")
_PROGRESS = pattern(
    r"\b(?:i|we)(?:'m| am|'re| are| r) (?:now |also |personally )?(calling|ordering|checking|chasing|preparing"
    r"|moving|cancelling|updating|passing|phoning|shipping|sending"
    r"|delivering|coming|visiting|refunding|dispatching|bringing|returning|posting|emailing|collecting"
    r"|installing|"
    r"crediting|fixing|repairing|arranging|booking|paying|ringing|replacing|scheduling|releasing|replying)\b"
)
_HABIT = pattern(
    r"\b(?:i|we) (?:always )?(call|ship|deliver|send|dispatch|refund|answer|reply|respond|come|return"
    r"|get back|visit|pay|repair|install)\b"
)
_ANYONE = pattern(
    r"\W*((?!(?:you|it|this|that|there|these|those|they|he|she|what|who|which|how|nobody|none|no|prices?|the price)\b)"
    r"(?:[a-z]+ ){0,4}?(?!(?:price|lawyer|customer|client|buyer|seller|tenant|bank|train|bus|flight|course|shop|store)s?\b)[a-z]+)"
    r"(?:'ll| will| is going to| are going to)"
)
_READER = pattern(r"\b(?:you|your|u)\b")
_SENT_FOR = pattern(
    r"\b(?:i|we)(?:'ve| have) (?:arranged|asked|booked|scheduled|got) (?:for )?(?:an?|our|the|my) (?:[a-z]+ )?[a-z]+ to"
    r" (?=([a-z]+))"
)
_STAFF = pattern(
    r"\b(?:(?:our|my|one of (?:our|my|the)|a member of (?:our|the)) (?:[a-z]+ ){0,3}?[a-z]+"
    r"|(?:the|our|an?) (?:[a-z]+ ){0,2}?(?:nurse|team|department|technician|engineer|desk|support|warehouse|manager"
    r"|specialist|crew|mechanic|staff|man|(?!(?:custom|couri|newspap|minist|import|export|suppli|manufactur|retail|insur|employ|carri|neighbo|own"
    r"|sell|buy|us|lett|newslett|ord|oth|latt|form|numb|off|print|comput|rout|serv|visit|lawy|lend|teach|weath"
    r"|call|win|play|speak|passeng|memb|answ|regist|quart|fold|wat|summ|wint|riv|tow|pap|dinn|charg|track)\w*(?:er|or|our)\b)"
    r"[a-z]{3,}(?:er|or|ian|smith))|(?:someone|somebody)(?: (?:from|at|in|on) (?:[a-z]+ ){1,3}?[a-z]+)?|accounts"
    r"|billing|support)(?:'ll| will| is going to| are going to)"
)
_SOMEBODY = pattern(r"\b(?:he|she|they)(?:'ll| will| is going to| are going to)")
_STATES = """
be need want wait await expect require hope try assume close open charge know understand remember miss look-
forward appreciate like love think consider hold stay remain never not no probably have see believe say admit
have-to attend aim keep continue guess possibly likely maybe soon enjoy lose bill receive go only still at agree
if have you us the a
"""
_NEVER = frozenset(_STATES.split())
_NOT_ACTS = pattern(
    r"(?:look(?:ing)? forward|have to\b|keep (?:it|the store|the shop|our)|take (?:a day|time) off"
    r"|get (?:(?:the|a|new|more|some|our) )+(?:parts?|deliver(?:y|ies)|stock|shipments?|goods|products|items)|be back (?:from|at|in the|in our|on the)"
    r"|be (?:able to)? ?(?:closed|open|away|out)"
    r"|come to\b.*\bconclusion|start (?:my|our) (?:holiday|vacation)|take (?:my|our|a) (?:holiday|vacation"
    r"|leave)|do my best|do our best|do what|do everything|work (?:from|until|on (?:monday|sunday)))"
)
HINT = pattern(
    r"\b(?:ringing|phoning|texting|crediting|paying|forwarding|count|calling|sending|shipping|refunding|dispatching|replying|emailing|posting|back|goes|takes|gonna|going|will|shall"
    r"|i'm|we're|am|are|is|i|we|ill|let me|expect|you'll|you|ships|arrives|it'll|it's|leaves)\b|'(?:ll|s)\b"
)


def english_commits(clause: ClauseText) -> list[Commit]:
    """The verbs of a clause that bind the writer, or the writer's house."""
    found = [*_spoken(clause.text)]
    if not found and clause.opens:
        found = [*_started(clause.text, _LEADLESS), *_started(clause.text, _TYPO_WELL)]
    if not found and (clause.after_subject or clause.after_colleague):
        found = [*_started(clause.text, _WILL_TOO)]
    if not found and clause.after_verb:
        found = [replace(commit, continues=True) for commit in _started(clause.text, _CONTINUED)]
    if not found and (clause.opens or clause.after_subject or clause.after_verb):
        found = [*_unspoken(clause.text)]
    found = found or [*_other_forms(clause.text)] or [*_sent_for(clause.text)]
    return (
        found
        or [*receiving(clause.text)]
        or [*_by_people(clause)]
        or [*by_things(clause)]
        or [*_by_anyone(clause.text)]
    )


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
        if commit and not STRANGER.search(text):
            yield commit


def _unspoken(text: str) -> Iterator[Commit]:
    """A chat line without a subject: "calling you today", "back to you in ten"."""
    match = _LEADLESS_NOW.match(text)
    if match and match[1]:
        yield Commit(match.start(1), match.end(), *_of_progress(match[1]))
    elif match:
        yield Commit(match.end() - len(match.group().lstrip()), match.end(), "return", "any")


def _other_forms(text: str) -> Iterator[Commit]:
    for match in (_PROGRESS.search(text), _HABIT.search(text)):
        if match:
            yield Commit(match.start(), match.end(), *_of_progress(match[1]))
            return


def _of_progress(word: str) -> tuple[str, str]:
    """Act and form of "calling", "shipping" or "replacing"."""
    stem = word.removesuffix("ing")
    for verb in (word, stem, stem + "e", stem[:-1]):
        kind = _kind(verb, 0)
        if kind and kind[2] == len(verb):
            return kind[0], kind[1]
    return "other", "any"


def _by_anyone(text: str) -> Iterator[Commit]:
    """Whoever will do a listed thing to the reader is ours, unless a stranger is named ("Sara will ring you")."""
    match = _ANYONE.match(text)
    if not match or STRANGER.search(text) or not _READER.search(text, match.end()):
        return
    verb = _AFTER_WILL.match(text, match.end())
    kind = _kind(text, _back_to_be(text, match.end(), verb.start(1))) if verb else None
    if verb and kind and verb[1] not in _NEVER and not _NOT_ACTS.match(text, verb.start(1)):
        yield Commit(match.start(1), kind[2], kind[0], kind[1])


def _sent_for(text: str) -> Iterator[Commit]:
    """Somebody is asked to act: "we've scheduled a technician to visit you"."""
    match = _SENT_FOR.search(text)
    kind = _kind(text, match.start(1)) if match else None
    if match and kind:
        yield Commit(match.start(), kind[2], kind[0], kind[1])


def _by_people(clause: ClauseText) -> Iterator[Commit]:
    """Somebody of the house "will" do a listed thing."""
    text = clause.text
    subject = _STAFF.search(text) or (_SOMEBODY.search(text) if clause.after_colleague else None)
    verb = _AFTER_WILL.match(text, subject.end()) if subject else None
    if subject is None or verb is None or STRANGER.search(text):
        return
    place = _back_to_be(text, subject.end(), verb.start(1))
    kind = _kind(text, place)
    if kind and not _NOT_ACTS.match(text, place) and verb[1] not in _NEVER:
        yield Commit(subject.start(), kind[2], kind[0], kind[1])
