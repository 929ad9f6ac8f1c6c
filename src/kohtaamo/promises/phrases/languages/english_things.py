"""English clauses that bind the house without "we": what the customer will get, and what happens to their matter."""

import re
from collections.abc import Iterator

from kohtaamo.promises.phrases.languages.language import ClauseText, Commit, pattern

_RECEIVE = pattern(
    r"(?:\byou(?:'ll| will| shall|'re going to| are going to| can expect(?: to)?| may expect| can count on"
    r"| can rely on|'re getting| are getting)|^\s*(?:please )?(?:expect|count on))(?: also| definitely"
    r"| certainly| then| soon)*"
    r"(?: (have|get(?! back to (?:me|us)\b)|receive|hear|hearing|be hearing|be receiving|be getting|find|be contacted|be told|be given|be called"
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
    r"|documents?|contract|report|update|decision|compensation|courier|truck|lorry|vehicle|(?:service )?van|driver|technician"
    r"|engineer|colleague|installer|plumber|electrician|repairman|team|manager|specialist|expert|fitter"
    r"|mechanic"
    r"|internet|connection|subscription|investigation|review|voucher|deposit"
    r"|power|water|heating|electricity|tickets?|bag|luggage|block|outage|booking|reservation"
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
    r"|delivered|dispatched|refunded|credited|returned|repaired|fixed|processed|ready|waiting for you|working again|complete|up and running|with you|on site"
    r"|at yours|there|available|done|completed|resolved|handled"
    r"|posted|paid|issued|transferred|in your|on its way|on their way|at your|emailed|mailed|replaced"
    r"|reach|arrive|come|call|visit|contact|ship|leave|go out|follow|deliver|get back|get in touch|land"
    r"|show up|installed|answered|show|hit|clear|cancel(?:l?ed)|updated|activated|confirmed|sorted|reviewed|be in"
    r"|call(?:ing)?|phone|ring|bring|collect|pick|arriving|coming|shipping|going out|leaving|get to you"
    r"|in touch|respond|reply|let you|repair|install|fix|sorted|settled|finished|back with you|email|send"
    r"|be back(?! (?:from|at|in the|in our|on the))|appear|delivery|out for)\b"
)
_DOABLE = (
    r"(?:lifted|back|working|picked|packed|up again|handed|passed|wrapped up|wired|reimbursed|rectified|upgraded|exchanged|swapped|picked up|fitted|connected"
    r"|unlocked|unblocked|reactivated|reinstated|renewed|extended|recalculated|paid(?: out| back| into)?|expedited|translated|given|taken(?! care)|fixed|corrected|sent|made|done|processed|reviewed|handled|resolved|cancell?ed"
    r"|updated|activated|confirmed|completed"
    r"|finished|checked|investigated|answered|refunded|credited|replaced|repaired|delivered|shipped|dispatched"
    r"|installed"
    r"|removed|added|changed|moved|restored|reset|reopened|issued|signed|printed|prepared|arranged|booked"
    r"|scheduled|ordered"
    r"|collected|returned|settled|sorted|approved|transferred|forwarded|escalated|inspected|tested|assessed|uploaded"
    r"|emailed|posted|mailed|waived|adjusted|amended|solved|examined|assigned|taken care of|dealt with"
    r"|looked into|ready|live"
    r"|up and running|in place|set up|put right|back on)"
)
_PASSIVE = pattern(
    r"\b((?:power|water|electricity|heating|the|your|our|a|an|all|both|this|that|these|it|everything|they)(?: (?!will\b|is\b|are\b)[a-z'-]+){0,4}?)"
    rf" ?(?:'ll| will| is going to| are going to)(?: (?:also|then|definitely|certainly|now|all))* (?:be "
    rf"|have been |get )(?:fully )?({_DOABLE})\b"
)
_TAKES_PLACE = pattern(
    r"\b(installation|delivery|repair|inspection|fitting|replacement|collection|pick-?up|visit|transfer|refund)s?"
    r" (?:will (?:take place|happen)|takes place)\b"
)
_OWN = pattern(
    r"\b(?:have|get|getting|see) (?:also |then )?(?:your|the|our|an?|all|both|some|this|that|new)"
    r" (?!(?:\w+ )?(?:discount|chance|choice|problem|day|weekend|look|few|point|offer code|trial|issue|option"
    r"|right)s?\b)\w+"
)
_COMES = pattern(
    r"\b(?:the|your|our|an?) (?!customer|client|guest|tenant)(?:[a-z]+ ){1,3}?(?:will|is going to) (?:(?:come|be coming|stop by"
    r"|drop by) (?:over )?(to (?:you|your|fix"
    r"|repair|install|look|have a look|measure|check)\b)|get there\b|get to you\b|reach you\b|be with you\b"
    r"|arrive at your)"
)
_GOES_ON = pattern(
    r"^\s*(?:then )?((?:will|'ll|shall|is going to) (?:be )?(with you|delivered|there|arrive|ready|shipped|sent|refunded"
    r"|credited|in your|fixed|repaired|reach|land|ship|leave|go out|follow))\b"
)
"""What goes on about the thing named before: "and will be with you tomorrow"."""
_THING_NOW = pattern(
    rf"\b({_THING}) (ships|arrives|leaves(?! the (?!warehouse|depot))|goes out|reaches|lands|comes)\b"
    r"|\b((?:your|the new) (?:\w+ )?\w+) (ships|goes out|leaves (?:our|the) (?:warehouse|depot|stock|factory))\b"
)
STRANGER = pattern(
    r"\b(?:hospital|airline|city|council|municipality|tax (?:office|authority)|embassy|university|facebook|google|dhl|ups|fedex|posti|postnord|the post office|your bank(?! account)|the bank(?! account)"
    r"|your (?:colleague|mother|father|mum|mom|dad|brother|sister|friend|boss|client|customer|tenant|employer|landlord|insurer|doctor|wife|husband|neighbou?r|son|daughter|accountant|lawyer)"
    r"|royal mail|manufacturer"
    r"|the supplier|landlord|insurance company|klarna|paypal|insurer|police)\b"
)
"""Others than the house, who promise for themselves."""
_TO_US = pattern(r"\bto (?:us|our (?:warehouse|depot|shop|store|workshop|office))\b")
_WHO = pattern(r"technician|engineer|colleague|installer|plumber|electrician|repairman|fitter|mechanic|driver")
_WORDS = (
    ("send", "mail", r"\be-?mail"),
    ("send", "sms", r"\b(?:text|sms)\b"),
    ("send", "letter", r"\bletter"),
    (
        "answer",
        "any",
        r"reply|answer|response|quot|update|decision|confirm|estimate|proposal|report|link|offer|solution|news"
        r"|information"
        r"|details|result|access|code|login|notice|summary|\blist\b|schedule|plan|draft|feedback|\bword\b"
        r"|everything|instruction|timetable|appointment",
    ),
    ("refund", "any", r"refund|money|credit|payment|compensation"),
    ("call", "call", r"\bcall"),
)
_KINDS_OF_THING = tuple((act, form, pattern(words)) for act, form, words in _WORDS)

_DONE_WORDS = """
call_calling_phone_ring: call call; refunded_credited_paid_transferred_show_hit_clear_appear: refund any
repaired_fixed_replaced_ready_done_completed_resolved_finished_sorted_settled_repair_fix: repair any
contact_contacting_get-back_get-in-touch_in-touch_reply_respond_let-you_back-with-you: return any
processed_handled_cancelled_canceled_updated_activated_reviewed_handle_look-into_check: arrange any
answered_confirmed_update: answer any; visit_visiting_install_installed_at-yours_on-site: visit visit
email_emailed: send mail; be-back: other any
"""
_DONE = {
    word.replace("-", " "): (act, form)
    for row in re.split(r"\s*[;\n]\s*", _DONE_WORDS.strip())
    for words, act, form in [row.replace(":", "").split()]
    for word in words.split("_")
}


def receiving(text: str) -> Iterator[Commit]:
    """What the customer is told to expect."""
    match = _RECEIVE.search(text)
    if not match or STRANGER.search(text):
        return
    verb, rest = match[1] or "", match.group()
    if verb.startswith(("be ", "hear")) or "hear" in rest:
        yield Commit(match.start(), match.end(), *(("call", "call") if "called" in verb else ("return", "any")))
    elif verb.startswith("receiv") or (
        (_GOODS.search(rest) or _OWN.search(rest))
        and (verb or "expect" in rest or "getting" in rest or "count" in rest)
    ):
        yield Commit(match.start(), match.end(), *_thing_act(rest, "deliver", "delivery"))


def by_things(clause: ClauseText) -> Iterator[Commit]:
    """What is said of the customer's matter as the house's own doing."""
    text = clause.text
    match = _THING_WILL.search(text) or _THING_NOW.search(text)
    if STRANGER.search(text) or _TO_US.search(text):
        return
    if match:
        subject, done = (group for group in match.groups() if group)
        yield Commit(match.start(), match.end(), *_thing_act(subject, *_done(done)))
        return
    match = _PASSIVE.search(text) or _TAKES_PLACE.search(text)
    if match:
        yield Commit(match.start(), match.end(), *_thing_act(match[1], *_passive_act(match[match.lastindex or 1])))
        return
    match = _COMES.search(text)
    if match:
        yield Commit(match.start(), match.end(), *(("visit", "visit") if match[1] else ("deliver", "delivery")))
        return
    match = _GOES_ON.match(text) if clause.after_verb else None
    if match:
        yield Commit(match.start(1), match.end(), *_done(match[2]))


def _passive_act(done: str) -> tuple[str, str]:
    """Act and form of "corrected" or "sent"; a thing done is not a parcel on its way."""
    if done in ("installation", "inspection", "fitting", "visit", "collection"):
        return "visit", "visit"
    return _DONE.get(done) or (("deliver", "delivery") if done in ("delivered", "delivery") else ("arrange", "any"))


def _done(word: str) -> tuple[str, str]:
    return _DONE.get(word, ("deliver", "delivery"))


def _thing_act(thing: str, act: str, form: str) -> tuple[str, str]:
    for better, how, words in _KINDS_OF_THING:
        if words.search(thing):
            return better, how
    if _WHO.search(thing) and act == "deliver":
        return "visit", "visit"
    return act, form
