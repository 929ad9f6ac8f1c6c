"""Finnish, put together."""

from kohtaamo.promises.phrases.languages.finnish_times import FINNISH_TIMES
from kohtaamo.promises.phrases.languages.finnish_verbs import HINT, finnish_commits
from kohtaamo.promises.phrases.languages.language import Language, Vetoes, pattern

_JOINTS = pattern(
    r"(?P<condition>\b(?:jos|mikali|ellei|ellen|ellemme|kunhan|edellyttaen|siina tapauksessa|jollei|jollen"
    r"|muuten|muutoin|muussa tapauksessa"
    r"|jos vain|jos vaan)\b)"
    r"|(?P<event>\b(?:kun|sitten kun|heti kun|sen jalkeen kun|kunnes)\b)"
    r"|(?P<under>\b(?:koska|jotta|jolloin|vaikka|joka(?! (?:paiva|viikko|kuukausi|aamu|arki))|jonka|jotka"
    r"|joiden|josta|johon|jolla|jolta|jolle|joista|mika|mita|missa|jossa|jota|joita"
    r"|kuten|niin kuin|ennen kuin)\b)"
    r"|(?P<strong>\b(?:ja|seka|mutta|vaan|joten|tai|eli|niin(?! (?:pian|kuin|nopeasti|kauan|monta|paljon|ikaan"
    r"|etta)))\b|[;()]|:(?=\s|$)|\s-\s)"
    r"|(?P<comma>,(?! ?etta\b))"
)
_VETOES = Vetoes(
    anywhere=pattern(
        r"\b(?:ehka|kenties|luultavasti|todennakoisesti|mahdollisesti|toivottavasti|arviolta|kai"
        r"|varmaan(?:kin)?|oletettavasti|tuskin"
        r"|saatta(?:a|n|isi\w*)|voi(?:(?:n|mme)(?! (?:luvata|vahvistaa|taata|vakuuttaa)\b)|si\w*|daan|taisiin)"
        r"|pita(?:isi|isin)|taita(?:a|n|isi)|yrit(?:an"
        r"|amme|etaan|taa|tamaan)"
        r"|pyri(?:n|mme|taan)|koet(?:an|amme|etaan)|tavoit(?:teena|teemme|ellaan|telen)|voimassa|avoinna|auki"
        r"|suljettu|kiinni"
        r"|arkisin|(?:maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai)sin|joka (?:paiva"
        r"|viikko|kuukausi|arki\w*|aamu|ilta)"
        r"|paivittain|viikoittain|kuukausittain|yleensa|normaalisti|tavallisesti|aukiolo\w+|eilen"
        r"|toissapaivana|viime (?:viikolla|kuussa|vuonna)"
        r"|parhaamme|parhaani|jahka|voinko|voimmeko|sopiiko|voimaan|halutessa\w*|tarvittaessa"
        r"|tarpeen (?:mukaan|tullen|vaatiessa)|toivottaessa|pyydettaessa"
        r"|\w+(?:iin|ihin) (?:\w+ )?vastataan|(?:tehdyt|jatetyt|saapuneet|tilatut|annetut) \w+t|harvoin|joskus|toisinaan|useimmiten|usein|monesti|odottamaan|kaipaamaan|\w*(?:sopimuks(?:en|emme)|ehto(?:jen|jemme)|lain|lakien|toimittaja(?:n|mme)|post(?:in|i)|kuljetus\w*|valmistaja(?:n|mme)|tehtaan|saannosten|saantojen) mukaan|aina|kampanja[na]?|tiloihin|jarjestelmaa)\b|\b\w{3,}taanko\b"
        r"|\bol(?:en|emme) (?:\w+ ){0,2}?\w*(?:[nlrs][uy]t|[nlrs]eet)\b|\bon (?:\w+ )?\w{3,}(?:ta|da|na|ra|la)va\b"
    ),
    leading=pattern(
        r"\b(?:en|emme|et|ette|eivat|ei(?! (?:hataa|se mitaan|ongelmaa|huolta|haittaa|mitaan hataa))|eika|enka"
        r"|emmeka|luul\w+|uskon|uskomme|oletan"
        r"|oletamme|arvel\w+|toivo(?:n|mme|isin|isimme|taan)|halua(?:a|t|atte|vat|i\w+)|halusi\w*|toivo(?:it"
        r"|itte|t|tte|o)|pyysi\w*|lupasi\w*|sano[it]\w*|kerroi\w*|kirjoiti\w*"
        r"|kysy(?:it|itte)|sovi(?:ttiin|mme)(?!,? ?etta\b)"
        r"|luulta\w+|harkit\w+|mietin|epail\w+|muistaakseni|mahdollista|mahdollisuus|kuvittel\w+"
        r"|pelkaan)\b(?!(?<=lupasin)| lupasi)"
    ),
    courtesy=pattern(
        r"\W*(?:(?:sinu|teid|su|sulla|teille|sinulle|sinulla|mielessa|viela|tasta)\w* )*(?:(?:on|tulee|heraa"
        r"|ilmenee|jai|jaa)"
        r" )?(?:\w+ )?(?:kysytt|kysymy|jotain muuta|muuta kysy|epaselv|lisakysy)\w*"
        r"|\W*(?:tama|se|ehdotettu|tuo|aika|kyseinen)?(?: \w+)? ?ei (?:sovi|kay|passaa|onnistu)\b"
    ),
    told=pattern(
        r"\b(?:jonka|jotka|jota) |\b(?:lahetit|tilasit|kirjoitit|soitit|ostit|kysyit"
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
        r"|tee|tuo|hae|nouda|ilmoita|kerro|ota|palve\w+|valitse|palaa|laita\w*|kirjoita|varmista|tarkista"
        r"|paivita|taydenna|tayta|vahvista|pida|anna|katso|siirra|peru|varaa|tilaa|kokeile"
        r"|sovimme|sovittiin|puhuimme|\w{2,}(?:simme|timme|limme)|maksathan|\w+than|hyvaa|mukavaa|kivaa|ihanaa"
        r"|rentou\w+|leppoisaa|aurinkoista|terveisin|nahdaan|kiitos)\b"
    ),
)

FINNISH = Language(
    code="fi",
    hint=HINT,
    writer=pattern(r"\b[a-z]{2,}mme\b"),
    colleague=pattern(
        r"\b(?:kollega\w*|tyokaveri\w*|esimie\w+|esihenkilo\w*|\w*paallikko\w*|asenta\w+|asiantuntija\w*"
        r"|\w*tiimi(?:mme)?|\w+jamme|\w*miehemme|teknik\w+|huoltomme|kuljettaja\w*)\b"
    ),
    joints=_JOINTS,
    times=FINNISH_TIMES,
    vetoes=_VETOES,
    commits=finnish_commits,
    forms=(
        ("mail", pattern(r"\b(?:sahkoposti\w*|s-posti\w*|meili\w*|maili\w*|email\w*)\b")),
        ("sms", pattern(r"\b(?:tekstiviesti\w*|tekstari\w*|sms\w*)\b")),
        ("call", pattern(r"\b(?:puhelimitse|puhelimella|puhelu\w*|soitto\w*|soiton|puhelinsoit\w+)\b")),
        ("letter", pattern(r"\b(?:kirjee\w+|kirjeitse|kirje|postitse|kirjepostina)\b")),
        (
            "visit",
            pattern(
                r"\b(?:luokse\w+|luona(?:nne|si)|paikan paalle|asennus|asennukse\w+|huoltokaynti\w*|katselmus"
                r"|kayda|kaymaan|kaynti\w*)\b"
            ),
        ),
        ("delivery", pattern(r"\b(?:paket\w+|tuottee\w+|tavara\w*|lahetykse\w*|tilaukse\w+|varaosa\w*|sohva\w*)\b")),
    ),
    papers=pattern(
        r"\b(?:sopimu|lasku|tarjou|raport|todistu|asiakirj|paato|vastau|ehdotu|selvity|arvio|tunnuks|koodi"
        r"|linkki|aikataul"
        r"|kuva|tiedosto|kuit|vahvistu|ratkaisu|lomak|dokument|ohje)\w*|\basian\b"
    ),
)
