"""Finnish verbs that bind the writer, and the clauses that do it without a first person."""

import re
from collections.abc import Iterator
from itertools import takewhile

from kohtaamo.promises.phrases.languages.language import ClauseText, Commit, any_of, pattern

_VERBS = """
soitan soitetaan call call | soittelen soitellaan call call | kilautan kilautetaan call call
pirautan pirautetaan call call | pirauttelen - call call | puhelen - call call
palaan palataan return any | palailen palaillaan return any | viestittelen viestitellaan return any
vastaan vastataan answer any | vastailen vastaillaan answer any | ilmoitan ilmoitetaan answer any
ilmoittelen ilmoitellaan answer any | kerron kerrotaan answer any | informoin informoidaan answer any
tiedotan tiedotetaan answer any | kirjoitan kirjoitetaan answer any | kirjoittelen kirjoitellaan answer any
vahvistan vahvistetaan answer any | kuittaan kuitataan answer any | raportoin raportoidaan answer any
viestitan viestitetaan answer any | kommentoin kommentoidaan answer any
lahetan lahetetaan send any | lahettelen lahetellaan send any | laitan laitetaan send any
laittelen laitellaan send any
pistan pistetaan send any | postitan postitetaan send letter | meilaan meilataan send mail | mailaan mailataan send mail
tekstaan tekstataan send sms | toimitan toimitetaan deliver delivery | tuomme tuodaan deliver delivery
vien viedaan deliver delivery | jaan - other any | luovutan luovutetaan deliver any
kuljetan kuljetetaan deliver delivery
nouden noudetaan visit visit | haen haetaan visit visit | kayn kaydaan visit visit | tapaan tavataan visit visit
vierailen vieraillaan visit visit | poikkean poiketaan visit visit | piipahdan piipahdetaan visit visit
saavun saavutaan visit visit | asennan asennetaan visit visit | mittaan mitataan visit visit
korjaan korjataan repair any | huollan huolletaan repair any | vaihdan vaihdetaan repair any
kunnostan kunnostetaan repair any | paikkaan paikataan repair any | oikaisen oikaistaan repair any
hyvitan hyvitetaan refund any | maksan maksetaan refund any | palautan palautetaan refund any
korvaan korvataan refund any | tilitan tilitetaan refund any
selvitan selvitetaan check any | selvittelen selvitellaan check any | tarkistan tarkistetaan check any
tarkastan tarkastetaan check any | tutkin tutkitaan check any | katson - check any | kysyn kysytaan check any
kysaisen kysaistaan check any | varmistan varmistetaan check any | perehdyn perehdytaan check any
testaan testataan check any | arvioin arvioidaan check any | vilkaisen vilkaistaan check any
tarkastelen tarkastellaan check any | paneudun paneudutaan check any | kasittelen kasitellaan check any
hoidan hoidetaan arrange any | hoitelen hoidellaan arrange any | jarjestan jarjestetaan arrange any
jarjestelen jarjestellaan arrange any | jarkkaan jarkataan arrange any | varaan varataan arrange any
tilaan tilataan arrange any | valitan valitetaan arrange any | huolehdin huolehditaan arrange any
sovin - arrange any | perun perutaan arrange any | peruutan peruutetaan arrange any | siirran siirretaan arrange any
muutan muutetaan arrange any | paivitan paivitetaan arrange any | lisaan lisataan arrange any
poistan poistetaan arrange any
teen tehdaan other any | laadin laaditaan other any | valmistelen valmistellaan other any
valmistan valmistetaan other any
ratkaisen ratkaistaan arrange any | viimeistelen viimeistellaan other any | autan autetaan other any
opastan opastetaan other any | esitan esitetaan other any | esittelen esitellaan other any | jatkan jatketaan other any
aloitan aloitetaan other any | kaynnistan kaynnistetaan other any | tulostan tulostetaan other any
kokoan kootaan other any
keraan kerataan other any | pakkaan pakataan send delivery | kirjaan kirjataan other any
rakennan rakennetaan other any
avustan avustetaan other any | neuvomme neuvotaan other any | ohjaamme ohjataan other any | tarjoan tarjotaan answer any
jatan jatetaan deliver any | annan annetaan answer any | palvelen - other any | aktivoin aktivoidaan arrange any
avaan avataan arrange any | nollaan nollataan arrange any | leikkaan - other any | maalaan maalataan other any
puhdistan puhdistetaan repair any | siivoan siivotaan other any | lasken lasketaan other any
suunnittelen suunnitellaan other any
hommaan hommataan arrange any | fiksaan fiksataan repair any | muokkaan muokataan other any
kopioin kopioidaan other any | saadan saadetaan repair any
tallennan tallennetaan other any | lataan ladataan other any | julkaisen julkaistaan other any
luon luodaan arrange any
pidennan pidennetaan arrange any | rekisteroin rekisteroidaan other any | hyvaksyn hyvaksytaan other any
allekirjoitan allekirjoitetaan other any | uusin uusitaan arrange any | pesen pestaan other any
etsin etsitaan check any
kaannan kaannetaan other any | piirran piirretaan other any | hankin hankitaan arrange any | naytan naytetaan other any
ehdotan ehdotetaan answer any | alennan alennetaan arrange any | tyhjennan tyhjennetaan other any
kytken kytketaan arrange any
yhdistan yhdistetaan arrange any | skannaan skannataan other any | tutustun tutustutaan check any
palauttelen - return any
toteutan toteutetaan other any | kokeilen kokeillaan check any | kyselen kysellaan check any
sovitan sovitetaan arrange any | kiirehdin kiirehditaan arrange any | juttelen jutellaan return any
kuulostelen - check any | selostan selostetaan answer any | perustelen perustellaan answer any
lopetan lopetetaan arrange any
suoritan suoritetaan other any | tarkennan tarkennetaan answer any
"""

_NEEDING = {
    "otan otamme otetaan": (
        ("return any", r"\byhtey(?:tta|den)\b"),
        ("check any", r"\bselvaa\b"),
        ("arrange any", r"\b(?:hoitaakse|kasittelyyn|tyon alle|asian (?:esiin|esille|puheeksi))"),
    ),
    "olen olemme ollaan": (
        ("return any", r"\byhteydessa\b"),
        ("visit visit", r"\b(?:luona(?:nne|si)|teilla|paikalla|perilla|ovella(?:nne|si)|siella)\b"),
    ),
    "pidan pidamme pidetaan": (("arrange any", r"\bhuol(?:en|ta)\b"), ("answer any", r"\bajan tasalla\b")),
    "saan saamme saadaan": (
        ("arrange any", r"\b(?:valmii\w+|kuntoon|lahetettya|toimitettua|hoidettua|tehtya|korjattua|matkaan)\b"),
    ),
    "tulen tulemme tullaan": (
        (
            "visit visit",
            r"\b(?:teille|luokse(?:nne|si)|paikalle|kayma|sinne|kotiin\w*|ovelle\w*|kylaan|asenta|korjaa)"
            r"|^\s*\w*\s*tule(?:n|mme)\s*$",
        ),
    ),
    "tuon tuomme": (("deliver delivery", r"\b(?:teille|sinulle|sulle|kotiin\w*|tilau\w+|paket\w+|tuottee\w+)\b"),),
    "saat saatte saatkin": (
        ("call call", r"\b(?:soiton|puhelun)\b"),
        ("refund any", r"\b(?:hyvity(?:ksen|slaskun)|rahat|rahasi|rahanne|palautuksen|korvauksen|palautusmaksun)\b"),
        (
            "deliver delivery",
            r"\b(?:tilaukse(?:n|si|nne)|paket(?:in|tisi|tinne)|tuottee[nts]\w*|tavara\w*|lahetykse\w+)\b",
        ),
        (
            "answer any",
            r"\b(?:vastaukse\w*|ti(?:edo\w*|eto\w*)|tarjoukse\w*|vahvistukse\w*|viestin|meilin|sahkopostin|ratkaisun"
            r"|paatokse\w*|lisatieto\w*|kuulla|kuiti\w*|laskun|kirjeen|tekstiviestin|ilmoitukse\w*|selvitykse\w*"
            r"|raportin"
            r"|arvion|linkin|ohjeet|kopion|sopimukse\w*|seurantakoodin|meilta|minulta|multa)\b",
        ),
        ("deliver any", r"\b(?:uuden|uudet|sen|ne|puhelime\w*|auto(?:n|si)|laittee\w*|avaimet|korti\w*|kaiken)\b"),
    ),
    "kuulet kuulette kuulut": (("return any", r"\b(?:meista|minusta|musta|meilta|minulta|multa|asiasta|lisaa)\b"),),
    "pysyn pysymme": (("answer any", r"\byhteydessa\b"),),
    "ryhdyn ryhdymme": (("other any", r"\b\w{4,}maan\b"),),
}

_PLEDGES = (
    r"\b(?:lupaan|lupaamme|luvataan|sitoudu(?:n|mme)|aio(?:n|mme)|tule(?:n|mme)|tullaan|paase(?:n|mme)|paastaan)\b"
)
_INFINITIVE = r"\b([a-z]{3,}(?:maan|da|ta|la|taa|aa|na|ra))\b"

_ABSENT = pattern(
    r"\b(?:lomal\w+|toihin|tyomatkal\w+|vapai\w+|toimistol(?:la|le)|virkavapa\w+|puhelimeen|puheluihin)\b"
)
_PASSIVE_NEEDS = {
    "maksetaan": r"\b(?:hyvity|korvau|raha|palautu|sinulle|teille|tilille)",
    "palautetaan": r"\b(?:hyvity|raha|maksu|summa|hinta|sinulle|teille|tilille)",
    "tilataan": r"\b(?:sinulle|teille|uu)",
    "avataan": r"\b(?:tili|tunnu|sinulle|teille)",
    "avaan": r"\b(?:tili|tunnu|sinulle|teille|yhtey)",
    "avaamme": r"\b(?:tili|tunnu|sinulle|teille|yhtey)",
}
_PERMITTED = pattern(
    r"\bsaat(?:te)? (?:\w+ )?(?:palauttaa|vaihtaa|peruuttaa|perua|pitaa|kayttaa|noutaa|hakea|maksaa"
    r"|soittaa|ottaa|tulla|tilata"
    r"|tuoda|lahettaa|valita|jatkaa|osallistua|kokeilla|laittaa|korjata)\b"
)
_NOT_MAIN = pattern(r"\b(?:ota(?:n|mme)|otetaan|ottaa|tul(?:la|en|ee|emme)|vastaanotta\w+)\b")

_PEOPLE = (
    r"(?:kollega(?:ni|mme)?|asenta\w+|huoltomie(?:s|hemme)|huolto(?:mme)?|teknik\w+|asiantuntija\w*"
    r"|myyja\w*|esimiehe\w+"
    r"|tiimi(?:mme|ni)?|asiakaspalvelu(?:mme)?|kuljettaja\w*|korjaaja\w*|joku (?:meilta|meista)|edustaja\w*"
    r"|tyontekija\w*|mekaanikko\w*|putkimie\w+|sahkomie\w+|projektipaallikko\w*|talkkari|lahettimme|\w{3,}mme)"
)
_PEOPLE_ACTS = """
soittaa call call | palaa return any | ottaa_yhteytta return any | on_yhteydessa return any | vastaa answer any
tulee visit visit | saapuu visit visit | kay visit visit | on_paikalla visit visit | on_teilla visit visit
on_luonanne visit visit
hoitaa arrange any | toimittaa deliver delivery | tuo deliver delivery | noutaa visit visit | hakee visit visit
korjaa repair any
asentaa visit visit | lahettaa send any | ilmoittaa answer any | kertoo answer any | selvittaa check any
tarkistaa check any
kirjoittaa answer any | tulevat visit visit | soittavat call call | asentavat visit visit
"""
_THINGS = (
    r"(?:vastau\w+|tarjou\w+|hyvity\w+|raha(?:t|si|nne)|palautus\w*|korvau\w+|paket\w+|tilau\w+|lahety\w+"
    r"|toimitu\w+|tavara\w*"
    r"|tuot(?:e|teet|teesi|teenne)|kuljetus\w*|vahvistu\w+|lasku\w*|kuit\w+|kirje|viesti|raportti|arvio"
    r"|sopimus|uu(?:si|det)"
    r"|auto(?:si|nne)|puhelime\w+|laittee\w+|kone(?:si|enne)|varaosa\w*|osa(?:t)?|avaime\w+|kortti(?:si"
    r"|nne)?|linkki|paatos"
    r"|ilmoitus|asia(?:si|nne)?|pyynto(?:si|nne)|hakemuks\w+|huonekalu\w*|sohva\w*|pyora(?:si|nne)?|rengas"
    r"|renkaa\w+|se|ne|kaikki"
    r"|soitto|puhelu|selvitys|ratkaisu|korjaus|polkupyora\w*|maksu\w*|summa|tekstiviesti|sahkoposti\w*)"
)
_THING_ACTS = (
    r"(?:(?:tulee|tulevat)(?! (?:\w+ )?(?:\w+(?:taa|ksaa|utua|kea|tella)|olla|tehda|tuoda|vieda)\b)|saapuu"
    r"|saapuvat|lahtee|lahtevat|on perilla|ovat perilla|on teilla|ovat teilla"
    r"|on sinulla|ovat sinulla"
    r"|on luonanne|on valmi\w+|ovat valmi\w+|valmistuu|valmistuvat|(?:on|ovat) (?:tili\w+|sahkoposti\w+"
    r"|posti\w+|noudetta\w+|kunnossa"
    r"|hoidettu|korjattu|maksettu|kasitelty)|tavoittaa)"
)

_FIRST = {
    form: (act, how)
    for row in re.split(r"\s*[|\n]\s*", _VERBS.strip())
    for first, passive, act, how in [row.split()]
    for form in (first, re.sub("n$", "mme", first), passive)
    if form != "-"
}
_NEEDS = {
    form: tuple((kind.split()[0], kind.split()[1], pattern(words)) for kind, words in needs)
    for forms, needs in _NEEDING.items()
    for form in forms.split()
}
_PASSIVES = {form: pattern(words) for form, words in _PASSIVE_NEEDS.items()}
_WORD = pattern(r"[a-z]+")
_PLEDGE = pattern(rf"{_PLEDGES}(?:[^.]{{0,60}}?{_INFINITIVE})?")
_PERSON_VERBS = {
    verb.replace("_", " "): (act, how)
    for row in re.split(r"\s*[|\n]\s*", _PEOPLE_ACTS.strip())
    for verb, act, how in [row.split()]
}
_PERSON = pattern(rf"\b{_PEOPLE}\b")
_PERSON_VERB = pattern(rf"\b({any_of(_PERSON_VERBS)})\b")
_THING = pattern(rf"\b{_THINGS}\b")
_OWNED = pattern(
    r"\b(?:sinulla|teilla|sulla) on (?:jo |myos )?(?:vastau|tarjou|uusi|uudet|raha|paato|tieto|selvity|ratkaisu)\w*"
)
_THING_VERB = pattern(rf"\b({_THING_ACTS})\b")
_AWAY = pattern(r"\b(?:varasto\w*|tehtaal\w+|meille|myymalaamme|postin|posti|dhl|matkahuol\w+|valmistajal\w+)\b")
_OWNER = pattern(
    r"\b(?:posti|postin|dhl|ups|matkahuolto|pankki\w*|pankin|valmistaja|tehdas|vakuutusyhtio|isannoitsija|poliisi)\b"
)

HINT = pattern(
    rf"(?:\b[a-z]{{2,}}(?:[aeiouy]n|mme|[td]aan)\b|{_PLEDGES}|\b(?:saat|saatte|kuulet|kuulette|kuulut)\b"
    rf"|{_THING_VERB.pattern}"
    rf"|{_PERSON_VERB.pattern})"
)


def finnish_commits(clause: ClauseText) -> list[Commit]:
    """The verbs of a clause that bind the writer, or the writer's house."""
    own = [*_first_person(clause.text), *_pledges(clause.text)]
    own = [commit for commit in own if not _bound_elsewhere(clause.text, commit)]
    return own or [*_by_people(clause.text), *_by_things(clause.text)]


def _bound_elsewhere(text: str, commit: Commit) -> bool:
    if text.startswith("saat", commit.start) and _PERMITTED.search(text):
        return True
    return bool(_ABSENT.search(text)) and commit.act in ("return", "answer")


def _first_person(text: str) -> Iterator[Commit]:
    for match in _WORD.finditer(text):
        word = match.group()
        if word in _FIRST and _stands(text, word):
            act, how = _FIRST[word]
            yield Commit(match.start(), match.end(), act, how)
        for act, how, needed in _NEEDS.get(word, ()):
            if needed.search(text):
                yield Commit(match.start(), match.end(), act, how)
                break


def _stands(text: str, word: str) -> bool:
    """False where the word is a noun or an adverb here, or a passive that may bind the reader instead."""
    if word == "vastaan":
        return not _NOT_MAIN.search(text)
    needed = _PASSIVES.get(word)
    return needed is None or bool(needed.search(text))


def _pledges(text: str) -> Iterator[Commit]:
    for match in _PLEDGE.finditer(text):
        future = match.group().startswith(("tul", "paas"))
        verb = match[1]
        if verb is None or (future and not verb.endswith("maan")):
            if match.group().startswith(("lup", "luv")):
                yield Commit(match.start(), match.end(), "other", "any")
            continue
        act, how = _kin(verb)
        yield Commit(match.start(), match.end(), act, how)


def _kin(verb: str) -> tuple[str, str]:
    """Act and form of the listed verb that begins most like this infinitive."""
    best, shared = ("other", "any"), 3
    for form, kind in _FIRST.items():
        common = _shared_letters(form, verb)
        if common > shared:
            best, shared = kind, common
    return best


def _shared_letters(first: str, second: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _by_people(text: str) -> Iterator[Commit]:
    person, verb = _PERSON.search(text), _PERSON_VERB.search(text)
    if person and verb and not _OWNER.search(text) and not _ABSENT.search(text):
        act, how = _PERSON_VERBS[re.sub(r"\s+", " ", verb[1])]
        yield Commit(min(person.start(), verb.start()), max(person.end(), verb.end()), act, how)


def _by_things(text: str) -> Iterator[Commit]:
    owned = _OWNED.search(text)
    if owned:
        yield Commit(owned.start(), owned.end(), "answer", "any")
        return
    thing, verb = _THING.search(text), _THING_VERB.search(text)
    if thing and verb and not _AWAY.search(text) and not _OWNER.search(text):
        act, how = _thing_act(thing.group(), verb[1])
        yield Commit(min(thing.start(), verb.start()), max(thing.end(), verb.end()), act, how)


def _thing_act(thing: str, verb: str) -> tuple[str, str]:
    if thing.startswith(("vasta", "tarjou", "vahvis", "viest", "rapor", "arvio", "paat", "ilmoit", "selvi", "linkki")):
        return "answer", "any"
    if thing.startswith(("soitto", "puhelu ")):
        return "call", "call"
    if thing.startswith(("raha", "hyvit", "palaut", "korva", "maksu", "summa")):
        return "refund", "any"
    if thing.startswith(("asia", "pyyn", "hakem")):
        return "arrange", "any"
    if "valmi" in verb or "kun" in verb or "korj" in verb:
        return "repair", "any"
    return "deliver", "delivery"
