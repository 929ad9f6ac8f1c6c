"""English, put together."""

from kohtaamo.promises.phrases.languages.english_times import ENGLISH_TIMES
from kohtaamo.promises.phrases.languages.english_verbs import HINT, english_commits
from kohtaamo.promises.phrases.languages.language import Language, Vetoes, pattern

_JOINTS = pattern(
    r"(?P<condition>\b(?:(?:where|as|when) (?:needed|necessary|required)|if|unless|provided(?: that)?|in case"
    r"|assuming|as long as|on condition"
    r"|(?<=asked\x20)whether|(?<=wondered\x20)whether|should (?:you|we|the|it)|in the event|otherwise|depending)\b)"
    r"|(?P<event>\b(?:when|(?<!at\x20)once(?! more| again)|as soon as|after (?=(?:i|we|you|the|your|receiving|receipt)\b))\b)"
    r"|(?P<whether>(?<!asked\x20)(?<!wondered\x20)\bwhether\b)"
    r"|(?P<under>\b(?:because|since|while|although|though|which|who|where(?= (?:you|we|they)\b)|so that"
    r"|even if|even though|in order to)\b)"
    r"|(?P<strong>\b(?:and|but|or|so|then)\b|[;()]|:(?=\s|$)|\s-\s)"
    r"|(?P<comma>,)"
)
_SAYING = r"(?:assure|confirm|inform|promise|let you know)"
_VETOES = Vetoes(
    anywhere=pattern(
        r"\b(?:neither|under (?:the|our|your) (?:\w+ ){0,2}?(?:agreement|terms|contract|law|conditions|policy|act)\b"
        r"|according to (?:the |our )?(?:post|supplier|carrier|courier|manufacturer|factory|tracking|dhl|ups)"
        rf"|maybe|perhaps|probably|hopefully|possibly|likely|might|may(?! expect)|could|would(?! like to {_SAYING})|should|(?:i'd|we'd)(?! (?:like|love) to {_SAYING})"
        r"|ideally|presumably|tentatively|estimated|approximately when|can(?! (?:expect|count|rely"
        r"|confirm|assure|promise|guarantee))"
        r"|subject to"
        r"|every|each|always|rarely|seldom|sometimes|raise (?:our |the )?prices|premises|our systems?|daily|weekly|usually|normally"
        r"|generally|typically|weekdays|opening hours|valid|expires?"
        r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)days|yesterday"
        r"|do (?:my|our) best|all (?:i|we) can|out of (?:the )?office|office hours|with (?:any |some "
        r"|a bit of |a little )?luck|fingers crossed"
        r"|if possible|(?:where|as|when) (?:needed|necessary|required)|(?:up)?on request)\b"
    ),
    leading=pattern(
        r"(?:n't|n`t)\b|\b(?:not(?! only| a problem| to worry)|never|cannot|unable|no one|nobody|hope|hoping"
        r"|hopes|think|thinking|believe|guess|suppose|imagine|trying|try|aim|aiming|expect to|expects|intend"
        r"|plan|assum(?:e|ing)|possible|possibility|planning|wish|doubt|wonder"
        r"|wondering|unsure|uncertain|sure (?:if|whether)|(?<!as\x20i\x20)(?<!as\x20we\x20)(?<!as\x20)(?:said"
        rf"|told|wrote|claimed|mentioned|asked)|you promised|was promised|were promised|would like(?! to {_SAYING})|want|pretend"
        r"|no (?=(?:money|goods|parcels?|deliver\w+|answers?|repl\w+|refunds?|one|calls?|news)\b)|feel like"
        r"|afraid|chance|dont|wont|cant|can't)\b"
    ),
    courtesy=pattern(
        r"\W*(?:you|there|anything|that|this|it|the time)\b(?: (?:have|need|is|are|should|do|happen to have|also))*"
        r"(?: (?:any|more|some|further|other|another|a))* ?(?:questions?|queries|concerns?|anything|else|help|unclear"
        r"|(?:doesn't|does not|don't|isn't|won't) (?:suit|work|convenient|fit))"
    ),
    told=pattern(
        r"(?<!keep\x20)(?<!get\x20)(?<!have\x20)\b(?:you|we|i|he|she|they|which|that|who|it) (?:(?!need|feed"
        r"|speed|proceed|exceed)\w{2,}ed|sent"
        r"|wrote|bought|paid|made|got|had|have (?=\w+(?:ed|en|de|nt|ght)\b)|were|was|did|told|said|gave|left"
        r"|came|spoke|took|met|saw|rang"
        r"|put|brought)\b"
        r"|\b(?:placed|received|dated|ordered|purchased|bought|submitted|written)\b(?= ?\v| (?:by|from|through"
        r"|via|on) )"
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
        r"|which|who|that|starts?|ends?|can|let us|sale|shop|store|return|valid|ordered|reply|have an?|nice"
        r"|great|regards|see you|enjoy|thanks|pay|pick|choose)\b"
    ),
)

ENGLISH = Language(
    code="en",
    hint=HINT,
    writer=pattern(r"\b(?:i|we|let me)\b"),
    colleague=pattern(r"\b(?:colleagues?|(?:my|our) \w+|technician|engineer|specialist|manager|team)\b"),
    joints=_JOINTS,
    times=ENGLISH_TIMES,
    vetoes=_VETOES,
    commits=english_commits,
    forms=(
        ("mail", pattern(r"\bto your e-?mail\b|(?<!your\x20)\b(?:e-?mails?|by mail|inbox)\b")),
        ("sms", pattern(r"\b(?:sms|text message|text)\b")),
        ("call", pattern(r"\b(?:by phone|(?:a|our|my) (?:phone )?call|telephone|on the phone)\b")),
        ("letter", pattern(r"\b(?:letters?|by post|in writing)\b")),
        ("visit", pattern(r"\b(?:on site|at your (?:home|door|place)|in person|visit|installation|fitting)\b")),
        (
            "delivery",
            pattern(
                r"\b(?:parcels?|packages?|orders?|shipments?|items?|goods|products?|delivery|spare parts?"
                r"|replacement)\b"
            ),
        ),
    ),
    papers=pattern(
        r"\b(?:picture|photo|file|contract|invoice|quot|report|certificate|document|decision|answer|repl(?:y"
        r"|ies)|proposal|estimate|code|link|solution"
        r"|fix\b|statement|receipt|response|instruction|login|agreement|form\b|everything)\w*"
    ),
)
