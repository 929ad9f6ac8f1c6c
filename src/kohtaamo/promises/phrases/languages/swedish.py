"""Swedish, put together."""

from kohtaamo.promises.phrases.languages.language import Language, Vetoes, pattern
from kohtaamo.promises.phrases.languages.swedish_times import SWEDISH_TIMES
from kohtaamo.promises.phrases.languages.swedish_verbs import HINT, swedish_commits

_IF = (
    r"om(?= (?:jag|du|vi|ni|han|hon|man|inte|inget|inga|ingen|allt|nagot|nagon|alla|delen|varan|varorna"
    r"|paketet|lagret|leverantoren|banken|mojligt|sa|det (?:gar|blir|finns"
    r"|ar|inte|skulle|kommer|behovs|fungerar|dyker|later|passar|lyckas|visar)|de (?:ar|har|kan|kommer)"
    r"|den (?:ar|har|kan|kommer|finns|inte|gar)|\w+ (?:kommer|blir|anlander|finns|ar|dyker|gar))\b)"
)
_JOINTS = pattern(
    rf"(?P<condition>\b(?:{_IF}|ifall|forutsatt|savida|under forutsattning|i fall|annars)\b)"
    r"|(?P<event>\b(?:nar|sa snart|sa fort|efter att|sedan(?= (?:jag|vi|du|ni|paketet|varan)))\b)"
    r"|(?P<under>\b(?:eftersom|sa att|for att|darfor att|medan|fastan|innan (?=jag|vi|du|ni)|vilket"
    r"|som(?! lovat| avtalat| overenskommet| vanligt))\b)"
    r"|(?P<strong>\b(?:och|samt|men|eller|utan|sa(?= (?:jag|vi|ringer|skickar|aterkommer|hor)))\b|[;()]"
    r"|:(?=\s|$)|\s-\s)"
    r"|(?P<comma>,)"
)
_VETOES = Vetoes(
    anywhere=pattern(
        r"\b(?:inte|ej|aldrig|knappast|kanske|formodligen|troligen|troligtvis|antagligen|sannolikt|hoppas"
        r"|forhoppningsvis|forsok(?:er|a)|tror|borde|skulle"
        r"|eventuellt|mojligen|mojligtvis|siktar|malet|malsattning\w*|ambition\w*|beraknas|beraknad"
        r"|uppskattningsvis|preliminart|kan(?! (?:rakna|forvanta|ni rakna|du rakna))|kunde|nog|gissar"
        r"|onskar|vill|raknar|varje|dagligen|vanligtvis|normalt|normalfall|oftast|oppettid\w*|oppet|oppen"
        r"|oppna|stangt|stanger|oppnar|galler|giltig\w*|ska (?:jag|vi) (?=\w+a\b)(?=.*\?)"
        r"|mandagar|tisdagar|onsdagar|torsdagar|fredagar|lordagar|sondagar|helgdagar|i gar|igar|forra|vardagar"
        r"|strav(?:ar|an)|planerar|funderar|amnar|basta)\b"
    ),
    leading=pattern(
        r"\b(?:sade?|sagt|lovade(?! jag| vi)|skrev|fragade|undrar|vet|minns|tvivlar|antar|formodar|mojligt"
        r"|risk|mojlighet|trodde|tyckte|ville)\b"
    ),
    told=pattern(
        r"\b(?:som|du|ni|jag|vi|han|hon|de) (?:\w{2,}(?:ade|rde|kte|nde|sste)|skrev|sade?|fick|gick|sande|kom"
        r"|var|hade|gjorde|gav|tog|betalt|lade|la|kopte|stallde|bad|hade|sag)\b"
    ),
    whether=pattern(
        r"\b(?:kollar|undersoker|fragar|vet|veta|ser|meddelar|besked|kontrollerar|kolla|undersoka|fraga"
        r"|reda pa|svar pa|dig|hor) ?$"
    ),
    tags=pattern(
        r"(?:ok|okej|okay|passar (?:det|den|tiden)|gar det bra|ar det ok|ar det okej|funkar det|fungerar det"
        r"|later det bra|eller hur|blir det bra|duger det|visst|ar det bra|kanns det)\b"
    ),
    others=pattern(
        r"\b(?:ar|var|hade|du|ni|din|ditt|er|kan|oppnar|stanger|ring|skicka|hamta|som|vilket|det|den|han|hon"
        r"|de|fick|skickade|mejla|maila|kontakta|betala|vanligen|far|har|kom|ta)\b"
    ),
)

SWEDISH = Language(
    code="sv",
    hint=HINT,
    writer=pattern(r"\b(?:jag|vi)\b"),
    joints=_JOINTS,
    times=SWEDISH_TIMES,
    vetoes=_VETOES,
    commits=swedish_commits,
    forms=(
        ("mail", pattern(r"(?<!ditt\x20)(?<!din\x20)(?<!ert\x20)\b(?:e-?post\w*|(?:mejl|mail)(?!et)\w*)\b")),
        ("sms", pattern(r"\b(?:sms\w*|textmeddelande\w*)\b")),
        ("call", pattern(r"\b(?:telefon\w*|samtal\w*|per telefon|pa telefon)\b")),
        ("letter", pattern(r"\b(?:brev\w*|per post|med posten)\b")),
        ("visit", pattern(r"\b(?:hem till|pa plats|hos (?:dig|er)|besok\w*)\b")),
        (
            "delivery",
            pattern(
                r"\b(?:paket\w*|varan|varorna|bestallning\w*|leverans\w*|forsandelse\w*|reservdel\w*|produkt\w*"
                r"|order\w*)\b"
            ),
        ),
    ),
)
