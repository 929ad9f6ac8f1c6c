"""Swedish, put together."""

from kohtaamo.promises.phrases.languages.language import Language, Vetoes, pattern
from kohtaamo.promises.phrases.languages.swedish_times import SWEDISH_TIMES
from kohtaamo.promises.phrases.languages.swedish_verbs import HINT, swedish_commits

_IF = (
    r"(?:^|(?<=[,;(]\s)|(?<=\boch\s)|(?<=\bmen\s))om(?= (?!en |ett |tva |tre |nagr|cirka |ca |ungefar "
    r"|[0-9])\w+ (?:\w+ ){0,3}?\w+[rs]\b)"
    r"|om(?= (?:jag|du|vi|ni|han|hon|man|inte|inget|inga|ingen|allt|nagot|nagon|alla|delen|varan|varorna"
    r"|paketet|lagret|leverantoren|banken|mojligt|sa|det (?:gar|blir|finns"
    r"|ar|inte|skulle|kommer|behovs|fungerar|dyker|later|passar|lyckas|visar)|de (?:ar|har|kan|kommer)"
    r"|den (?:ar|har|kan|kommer|finns|inte|gar)|\w+ (?:kommer|blir|anlander|finns|ar|dyker|gar))\b)"
)
_JOINTS = pattern(
    rf"(?P<condition>\b(?:{_IF}|ifall|(?:bara|endast|enbart) om|om (?:sa )?(?:onskas|behovs|nodvandigt)"
    rf"|forutsatt|savida|under forutsattning|i fall|annars)\b)"
    r"|(?P<event>\b(?:nar|sa snart|sa fort|efter att|sedan(?= (?:jag|vi|du|ni|paketet|varan)))\b)"
    r"|(?P<under>\b(?:eftersom|sa att|for att|darfor att|medan|fastan|innan (?=jag|vi|du|ni)|vilket"
    r"|som(?! (?:vi|jag) (?:pratade|talade|kom overens|avtalade|sa|lovade|namnde)| (?:brev|sms|mejl|mail|paket"
    r"|e-post|pdf)\b| lovat| avtalat| overenskommet| vanligt))\b)"
    r"|(?P<strong>\b(?:som (?:vi|jag) (?:pratade|talade|kom overens|avtalade|sa|lovade|namnde)(?: om)?|och"
    r"|samt|men|eller|utan|sa(?= (?:jag|vi|ringer|skickar|aterkommer|hor|\w+r (?:jag|vi))))\b|[;()]"
    r"|:(?=\s|$)|\s-\s)"
    r"|(?P<comma>,)"
)
_VETOES = Vetoes(
    anywhere=pattern(
        r"\b(?:inte|ej|ingenting|ing(?:a|en|et)(?! (?:fara|problem|panik|orsak|stress))|aldrig|knappast|kanske"
        r"|formodligen|troligen|troligtvis|antagligen|sannolikt|hoppas"
        r"|forhoppningsvis|forsok(?:er|a)|tror|borde|skulle"
        r"|eventuellt|mojligen|mojligtvis|siktar|malet|malsattning\w*|ambition\w*|beraknas|beraknad"
        r"|uppskattningsvis|preliminart|kan(?! (?:(?:jag |vi )?(?:lova|bekrafta|garantera)|rakna|forvanta"
        r"|vanta (?:dig|er)|ni rakna|du rakna))|kunde|nog|gissar"
        r"|onskar|vill|raknar|varje|dagligen|vanligtvis|normalt|normalfall|oftast|oppettid\w*|oppet|oppen"
        r"|oppna|stangt|(?:stanger|oppnar)(?! (?:(?:jag|vi) )?(?:\w+ ){0,2}?(?:din|ditt|dina|er|ert|era|konto\w*|arende\w*"
        r"|tillgang\w*))|galler|giltig\w*|ska (?:jag|vi) (?=\w+a\b)(?=.*\?)"
        r"|mandagar|tisdagar|onsdagar|torsdagar|fredagar|lordagar|sondagar|helgdagar|i gar|igar|i (?:man|tis"
        r"|ons|tors|fre|lor|son)dags|forra|vardagar"
        r"|brukar|alltid|lokaler|(?:uppdaterar|byter) (?:vi )?(?:systemen?t?|vara system)|kampanjen|priserna"
        r"|vid behov|vid onskemal|pa begaran|tar (?:emot|ledigt|semester|paus|slut|tid)|strav(?:ar|an)"
        r"|svarar i telefon|enligt (?:post\w*|leverantor\w*|transport\w*|tillverkar\w*|fabrik\w*|uppgift\w*)"
        r"|sallan|ibland|enligt (?:\w+ ){0,3}?\w*(?:lag(?:en|ar)?|villkor(?:en)?|avtalet|regler(?:na)?)|planerar|funderar|amnar|basta)\b|\bber (?:(?:jag|vi) )?(?:om|dig|er)\b"
    ),
    leading=pattern(
        r"\b(?:sade?|sagt|bad|bett|onskade|lovade(?! jag| vi)|skrev|fragade|undrar|vet|minns|tvivlar|antar|formodar|mojligt"
        r"|risk|mojlighet|trodde|tyckte|ville)\b"
    ),
    courtesy=pattern(
        r"\W*(?:(?:du|ni|det) )?(?:(?:har|skulle ha|undrar|finns|uppstar|dyker upp) )?(?:nagra |nagot |fler "
        r"|andra |over )*"
        r"(?:fragor|undrar|nagot annat|mer du|funderingar|oklart)|\W*(?:tiden|det|den|datumet"
        r"|den tiden) inte (?:passar|funkar|gar)"
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
        r"|de|fick|skickade|mejla|maila|kontakta|betala|vanligen|far|har|kom|ta|hor av (?:dig|er)|svara"
        r"|meddela|valj|boka|aterkom|beratta"
        r"|\w+era|lamna|fyll|bekrafta|spara|titta|bifoga|trevlig|skon|ha en|halsningar|ses|tack)\b"
    ),
)

SWEDISH = Language(
    code="sv",
    hint=HINT,
    writer=pattern(r"\b(?:jag|vi)\b"),
    colleague=pattern(r"\b(?:kolleg\w*|(?:min|var) \w+|montor\w*|tekniker\w*|handlaggar\w*|specialist\w*)\b"),
    joints=_JOINTS,
    times=SWEDISH_TIMES,
    vetoes=_VETOES,
    commits=swedish_commits,
    forms=(
        (
            "mail",
            pattern(
                r"\btill (?:din|er) e-?post\w*|\btill (?:din|er|ditt|ert) (?:mejl|mail)\w*"
                r"|(?<!ditt\x20)(?<!din\x20)(?<!ert\x20)\b(?:e-?post\w*|(?:mejl|mail)(?!et)\w*)\b"
            ),
        ),
        ("sms", pattern(r"\b(?:sms\w*|textmeddelande\w*)\b")),
        ("call", pattern(r"\b(?:(?:per|pa|via) telefon|telefonledes|telefonsamtal\w*|samtal\w*)\b")),
        ("letter", pattern(r"\b(?:brev\w*|per post|med posten)\b")),
        ("visit", pattern(r"\b(?:hem till|pa plats|hos (?:dig|er)|besok\w*|installation\w*|montering\w*)\b")),
        (
            "delivery",
            pattern(
                r"\b(?:paket\w*|varan|varorna|bestallning\w*|leverans\w*|forsandelse\w*|reservdel\w*|\w*produkt\w*"
                r"|order\w*)\b"
            ),
        ),
    ),
    papers=pattern(
        r"\b(?:bild|fil(?:er|en)\b|avtal|faktur|offert|rapport|intyg|handling|beslut|svar|forslag|besked|kod"
        r"|lank|kvitto|bekraft|losning|dokument"
        r"|inlogg|blankett|kredit)\w*"
    ),
)
