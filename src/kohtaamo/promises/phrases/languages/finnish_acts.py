"""What a Finnish writer can bind themselves to: the verbs, each with its act and form, in folded letters."""

VERBS = """
soitan soitetaan call call | soittelen soitellaan call call | kilautan kilautetaan call call
pirautan pirautetaan call call | pirauttelen - call call | puhelen - call call
palaan palataan return any | palailen palaillaan return any | viestittelen viestitellaan return any
vastaan vastataan answer any | vastailen vastaillaan answer any | ilmoitan ilmoitetaan answer any
ilmoittelen ilmoitellaan answer any | ilmotan ilmotetaan answer any | kerron kerrotaan answer any
informoin informoidaan answer any
tiedotan tiedotetaan answer any | kirjoitan kirjoitetaan answer any | kirjoittelen kirjoitellaan answer any
vahvistan vahvistetaan answer any | kuittaan kuitataan answer any | raportoin raportoidaan answer any
viestitan viestitetaan answer any | kommentoin kommentoidaan answer any
lahetan lahetetaan send any | lahettelen lahetellaan send any | laitan laitetaan send any
laittelen laitellaan send any
pistan pistetaan send any | postitan postitetaan send letter | meilaan meilataan send mail | mailaan mailataan send mail
tekstaan tekstataan send sms | toimitan toimitetaan deliver delivery | tuomme tuodaan deliver delivery
vien viedaan deliver delivery | jaan - other any | luovutan luovutetaan deliver any
kuljetan kuljetetaan deliver delivery
noudan noudetaan visit visit | nouden - visit visit | haen haetaan visit visit | tapaan - visit visit
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
perun perutaan arrange any | peruutan peruutetaan arrange any | siirran siirretaan arrange any
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
jatan jatetaan deliver any | annan annetaan answer any | aktivoin aktivoidaan arrange any
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
alennan alennetaan arrange any | tyhjennan tyhjennetaan other any
kytken kytketaan arrange any
yhdistan yhdistetaan arrange any | skannaan skannataan other any | tutustun tutustutaan check any
palauttelen - return any
toteutan toteutetaan other any | kokeilen kokeillaan check any | kyselen kysellaan check any
sovitan sovitetaan arrange any | kiirehdin kiirehditaan arrange any | juttelen jutellaan return any
kuulostelen - check any | selostan selostetaan answer any | perustelen perustellaan answer any
lopetan lopetetaan arrange any
mitatoin mitatoidaan arrange any | kumoan kumotaan arrange any | keskeytan keskeytetaan arrange any
vapautan vapautetaan arrange any | eskaloin eskaloidaan other any | aikataulutan aikataulutetaan arrange any
organisoin organisoidaan arrange any | priorisoin priorisoidaan arrange any | analysoin analysoidaan check any
resetoin resetoidaan arrange any | asetan asetetaan arrange any | taydennan taydennetaan other any
jalkitoimitan jalkitoimitetaan deliver delivery | keskustelen keskustellaan check any | toimin toimitaan other any
kutsun kutsutaan other any | nostan nostetaan other any
koppaan kopataan arrange any | tsekkaan tsekataan check any | checkaan checkataan check any
kattelen katellaan check any | katon - check any
huikkaan huikataan answer any | pingaan pingataan answer any | heitan heitetaan send any | duunaan duunataan other any
roudaan roudataan deliver delivery | kiikutan kiikutetaan deliver delivery | selvennan selvennetaan answer any
konsultoin konsultoidaan check any | dokumentoin dokumentoidaan other any | kartoitan kartoitetaan check any
reagoin reagoidaan answer any | puutun puututaan check any | tartun tartutaan arrange any
pureudun pureudutaan check any | hoputan hoputetaan arrange any | patistan patistetaan arrange any
vauhditan vauhditetaan arrange any | edistan edistetaan arrange any | seuraan seurataan check any
neuvottelen neuvotellaan check any | teetan teetetaan arrange any
puran puretaan other any | pystytan pystytetaan visit visit | irrotan irrotetaan other any
viritan viritetaan repair any | ohjelmoin ohjelmoidaan other any | lainaan lainataan deliver any
vuokraan vuokrataan arrange any | merkitsen merkitaan other any | varmennan varmennetaan check any
pyorahdan pyorahdetaan visit visit | hurautan hurautetaan visit visit
koulutan koulutetaan other any | perehdytan perehdytetaan other any | opetan opetetaan other any
palvelen palvellaan other any | huomioin huomioidaan other any
linkitan linkitetaan send any | jaottelen jaotellaan other any | ohjaan ohjataan send any
jalkilahetan jalkilahetetaan send any | kierratan kierratetaan other any | poimin poimitaan other any
luen luetaan check any
nappaan napataan arrange any | noukin noukitaan visit visit | kipaisen kipaistaan visit visit
ilmaannun - visit visit | paivystan paivystetaan other any | hion hiotaan repair any | suoritan suoritetaan other any | tarkennan tarkennetaan answer any
"""
"""First person, passive (or a dash), act and form of each verb that binds wherever it stands."""

NEEDING: dict[str, tuple[tuple[str, str], ...]] = {
    "otan otamme otetaan": (
        ("return any", r"\byhtey(?:tta|den)\b"),
        ("check any", r"\bselvaa\b"),
        ("arrange any", r"\b(?:hoitaakse|kasittelyyn|tyon alle|asian (?:esiin|esille|puheeksi))"),
    ),
    "olen oon olemme ollaan": (
        ("return any", r"\byhtey(?:dessa|ksissa)\b"),
        ("visit visit", r"\b(?:luona(?:nne|si)|teilla|paikalla|perilla|ovella(?:nne|si)|siella)\b"),
    ),
    "pidan pidamme pidetaan": (("arrange any", r"\bhuol(?:en|ta)\b"), ("answer any", r"\bajan tasalla\b")),
    "saan saamme saadaan": (
        (
            "arrange any",
            r"\b(?:valmii\w+|kuntoon|lahetettya|toimitettua|hoidettua|tehtya|korjattua|matkaan|toimimaan|perille|paatokseen|kayntiin)\b",
        ),
    ),
    "tulen tuun tulemme tullaan": (
        (
            "visit visit",
            r"\b(?:teille|luokse(?:nne|si)|paikalle|kayma|sinne|kotiin\w*|ovelle\w*|kylaan|asenta|korjaa)"
            r"|^\s*\w*\s*tule(?:n|mme)\W*$",
        ),
    ),
    "tuon tuomme": (
        ("deliver delivery", r"\b(?:teille|sinulle|sulle|kotiin\w*|tilau\w+|paket\w+|tuottee\w+)\b"),
        (
            "deliver delivery",
            r"^\W*(?:(?:mina|ma) )?tuo(?:n|mme) (?:[a-z]+ ){0,3}?[a-z]{2,}(?:seen|lle|hin|aan|iin|oon|uun)\b",
        ),
    ),
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
        (
            "other any",
            r"\bsaat(?:te)? (?:(?!alennu|edun|bonu|lahjan)\w+ ){0,3}?(?!alennu|etu|edu|bonu|lahja"
            r"|pistee)\w{4,}(?:[aeiouy]n|si|nne|[aeo]t)\b",
        ),
    ),
    "tulet tulette": (("answer any", r"\b(?:saamaan|kuulemaan)\b"),),
    "kuulet kuulette kuulut": (
        (
            "return any",
            r"\b(?:meista|minusta|musta|meilta|minulta|multa|asiasta|lisaa|vastaukse\w+|tulokse\w+|uutisia|paatokse\w+)\b",
        ),
    ),
    "sovin": (("arrange any", r"\b(?:ajan|aikaa|kaynnin|kanssa)\b"),),
    "pyydan pyydamme": (
        ("check any", r"\b(?!(?:sinulta|teilta|sulta)\b)\w{4,}lta\b"),
        ("arrange any", r"\b(?!(?:sinua|teita|sua)\b)\w{4,}(?:a|ta) \w{4,}(?:maan)\b"),
    ),
    "kayn kaymme kaydaan": (("check any", r"\blapi\b"), ("visit visit", r"")),
    "paasen paasemme": (("visit visit", r"\b(?:paikalle|luokse\w+|kaymaan|teille)\b"),),
    "pysyn pysymme": (("answer any", r"\byhteydessa\b"),),
    "ryhdyn ryhdymme": (("other any", r"\b\w{4,}maan\b"),),
}
"""Verbs that bind only beside certain words: act and form, and those words as pattern text."""
