"""English, put together."""

from kohtaamo.promises.phrases.languages.english_times import ENGLISH_TIMES
from kohtaamo.promises.phrases.languages.english_verbs import HINT, english_commits
from kohtaamo.promises.phrases.languages.language import Language, Vetoes, pattern

_JOINTS = pattern(
    r"(?P<condition>\b(?:if|unless|provided(?: that)?|in case|assuming|as long as|on condition"
    r"|should (?:you|we|the|it)|in the event|otherwise|depending)\b)"
    r"|(?P<event>\b(?:when|once|as soon as|after (?=(?:i|we|you|the|your|receiving|receipt)\b))\b)"
    r"|(?P<under>\b(?:because|since|while|although|though|which|who|so that|even if|even though|whether|in order to)\b)"
    r"|(?P<strong>\b(?:and|but|or|so|then)\b|[;()]|:(?=\s|$)|\s-\s)"
    r"|(?P<comma>,)"
)
_VETOES = Vetoes(
    anywhere=pattern(
        r"\b(?:maybe|perhaps|probably|hopefully|possibly|likely|might|may(?! expect)|could|would|should|i'd"
        r"|we'd|ideally|presumably|tentatively|estimated|approximately when|can(?! (?:expect|count|rely))"
        r"|subject to"
        r"|every|each|daily|weekly|usually|normally|generally|typically|weekdays|opening hours|valid|expires?"
        r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)days|yesterday"
        r"|do (?:my|our) best|all (?:i|we) can|out of (?:the )?office|office hours|with luck|fingers crossed"
        r"|if possible)\b"
    ),
    leading=pattern(
        r"(?:n't|n`t)\b|\b(?:not(?! only| a problem| to worry)|never|cannot|unable|no one|nobody|hope|hoping"
        r"|hopes|think|thinking|believe|guess|suppose|imagine|trying|try|aim|aiming|expect to|expects|intend"
        r"|plan|assum(?:e|ing)|possible|possibility|planning|wish|doubt|wonder"
        r"|wondering|unsure|uncertain|sure (?:if|whether)|(?<!as\x20i\x20)(?<!as\x20we\x20)(?<!as\x20)(?:said"
        r"|told|wrote|claimed|mentioned|asked)|you promised|was promised|were promised|would like|want|pretend"
        r"|feel like|afraid|chance|dont|wont|cant|can't)\b"
    ),
    told=pattern(
        r"(?<!keep\x20)(?<!get\x20)(?<!have\x20)\b(?:you|we|i|he|she|they|which|that|who|it) (?:\w{2,}ed|sent"
        r"|wrote|bought|paid|made|got|had|have|were|was|did|told|said|gave|left|came|spoke|took|met|saw|rang"
        r"|put|brought)\b"
        r"|\b(?:placed|received|dated|ordered|purchased|bought|submitted|written)\b"
    ),
    whether=pattern(
        r"\b(?:check|checking|see|find out|know|confirm|ask|tell(?: you)?|verify|investigate|look into|hear"
        r"|clarify|look|decide|even|learn|figure out|on)(?: (?:with|the|my|our|warehouse|back|them|colleagues?"
        r"|supplier|team|you|on|by))* ?\v*\s*$"
    ),
    tags=pattern(
        r"(?:ok|okay|alright|all right|does (?:that|this)|is (?:that|this|it)|would that|will that|sound|deal"
        r"|right|fair enough|if that|how (?:does|is)|does it|good|can you|are you)\b"
    ),
    others=pattern(
        r"\b(?:is|are|was|were|you|your|he|she|they|it|opens?|closes?|please|call|send|contact|has|have|had"
        r"|which|who|that|starts?|ends?|can|let|sale|shop|store|return|valid|ordered|reply)\b"
    ),
)

ENGLISH = Language(
    code="en",
    hint=HINT,
    writer=pattern(r"\b(?:i|we|let me)\b"),
    joints=_JOINTS,
    times=ENGLISH_TIMES,
    vetoes=_VETOES,
    commits=english_commits,
    forms=(
        ("mail", pattern(r"(?<!your\x20)\b(?:e-?mails?|by mail|inbox)\b")),
        ("sms", pattern(r"\b(?:sms|text message|text)\b")),
        ("call", pattern(r"\b(?:by phone|(?:a|our|my) (?:phone )?call|telephone|on the phone)\b")),
        ("letter", pattern(r"\b(?:letters?|by post|in writing)\b")),
        ("visit", pattern(r"\b(?:on site|at your (?:home|door|place)|in person|visit)\b")),
        (
            "delivery",
            pattern(
                r"\b(?:parcels?|packages?|orders?|shipments?|items?|goods|products?|delivery|spare parts?"
                r"|replacement)\b"
            ),
        ),
    ),
)
