"""Finnish, put together."""

from kohtaamo.promises.phrases.languages.finnish_times import FINNISH_TIMES
from kohtaamo.promises.phrases.languages.finnish_verbs import HINT, finnish_commits
from kohtaamo.promises.phrases.languages.language import Language, Vetoes, pattern

_JOINTS = pattern(
    r"(?P<condition>\b(?:jos|mikali|ellei|ellen|ellemme|kunhan|edellyttaen|siina tapauksessa|jollei|jollen"
    r"|jos vain|jos vaan)\b)"
    r"|(?P<event>\b(?:kun|sitten kun|heti kun|sen jalkeen kun|kunnes)\b)"
    r"|(?P<under>\b(?:koska|jotta|jolloin|vaikka|joka(?! (?:paiva|viikko|kuukausi|aamu|arki))|jonka|jotka"
    r"|joiden|mika|mita|missa|jossa|jota|joita"
    r"|kuten|niin kuin|ennen kuin)\b)"
    r"|(?P<strong>\b(?:ja|seka|mutta|vaan|joten|tai|eli)\b|[;()]|:(?=\s|$)|\s-\s)"
    r"|(?P<comma>,(?! ?etta\b))"
)
_VETOES = Vetoes(
    anywhere=pattern(
        r"\b(?:ehka|kenties|luultavasti|todennakoisesti|mahdollisesti|toivottavasti|arviolta|kai"
        r"|varmaan(?:kin)?|oletettavasti|tuskin"
        r"|saatta(?:a|n|isi\w*)|voi(?:n|mme|si\w*|daan|taisiin)|pita(?:isi|isin)|taita(?:a|n|isi)|yrit(?:an"
        r"|amme|etaan|taa|tamaan)"
        r"|pyri(?:n|mme|taan)|koet(?:an|amme|etaan)|tavoit(?:teena|teemme|ellaan|telen)|voimassa|avoinna|auki"
        r"|suljettu|kiinni"
        r"|arkisin|(?:maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai)sin|joka (?:paiva"
        r"|viikko|kuukausi|arki\w*|aamu|ilta)"
        r"|paivittain|viikoittain|kuukausittain|yleensa|normaalisti|tavallisesti|aukiolo\w+|eilen"
        r"|toissapaivana|viime (?:viikolla|kuussa|vuonna)"
        r"|parhaamme|parhaani|jahka|voinko|voimmeko|sopiiko)\b"
    ),
    leading=pattern(
        r"\b(?:en|emme|et|ette|eivat|ei(?! (?:hataa|se mitaan|ongelmaa|huolta|haittaa|mitaan hataa))|eika|enka"
        r"|emmeka|luul\w+|uskon|uskomme|oletan"
        r"|oletamme|arvel\w+|toivo(?:n|mme|isin|isimme)|haluai\w+|lupasi\w*|sano[it]\w*|kerroi\w*|kirjoiti\w*"
        r"|kysy(?:it|itte)|sovi(?:ttiin|mme ettei)"
        r"|luulta\w+|harkit\w+|mietin|epail\w+|muistaakseni|mahdollista|mahdollisuus|kuvittel\w+"
        r"|pelkaan)\b(?!(?<=lupasin)| lupasi)"
    ),
    told=pattern(
        r"\b(?:jonka|jotka|jota) |\b\w{4,}ma(?:si|nne)\b|\b(?:lahetit|tilasit|kirjoitit|soitit|ostit|kysyit"
        r"|pyysit|maksoit|kavit)(?:te)?\b"
    ),
    whether=pattern(r"\b(?:katson|katsomme|katsotaan|tarkistan|kysyn|selvitan) ?$"),
    tags=pattern(
        r"(?:jooko|ok|okei|sopiiko|sopisiko|kayko|kavisiko|onko (?:se |tama )?(?:ok|hyva|sopiva)|passaako"
        r"|eiko niin|eiko|onnistuuko|vai|sopiiko se"
        r"|mita sanot)\b"
    ),
    others=pattern(
        r"\b(?:on|ovat|oli|olit|olette|sinun|teidan|voit|voitte|saat|saatte|soita|lahet\w+|palauta|maksa|tule"
        r"|tulee|aukeaa|avataan|sulkeutuu|suljetaan"
        r"|odota\w*|pyyda\w*|vastaa\w*|kaykaa|kay|jonka|joka|jotka|jota|klikkaa|posti|huomioithan|muista\w*"
        r"|tee|tuo|hae|nouda|ilmoita|kerro|ota|palve\w+)\b"
    ),
)

FINNISH = Language(
    code="fi",
    hint=HINT,
    writer=pattern(r"\b[a-z]{2,}mme\b"),
    joints=_JOINTS,
    times=FINNISH_TIMES,
    vetoes=_VETOES,
    commits=finnish_commits,
    forms=(
        ("mail", pattern(r"\b(?:sahkoposti\w*|s-posti\w*|meili\w*|maili\w*|email\w*)\b")),
        ("sms", pattern(r"\b(?:tekstiviesti\w*|tekstari\w*|sms\w*)\b")),
        ("call", pattern(r"\b(?:puhelimitse|puhelimella|puhelu\w*|soitto\w*|soiton|puhelinsoit\w+)\b")),
        ("letter", pattern(r"\b(?:kirjee\w+|kirjeitse|kirje|postitse|kirjepostina)\b")),
        ("visit", pattern(r"\b(?:luokse\w+|luona(?:nne|si)|paikan paalle|kayda|kaymaan|kaynti\w*)\b")),
        ("delivery", pattern(r"\b(?:paket\w+|tuottee\w+|tavara\w*|lahetykse\w*|tilaukse\w+|varaosa\w*|sohva\w*)\b")),
    ),
)
