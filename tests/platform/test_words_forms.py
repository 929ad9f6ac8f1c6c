from collections.abc import Iterator
from itertools import permutations

import pytest

from kohtaamo.platform.words import lemmas, query_terms

# One word a line, its base form first.
FINNISH = """
sohva sohvan sohvat sohville sohvassa sohvia sohvaa sohvalla
matto maton mattoja matoissa mattoon mattojen matolla
sänky sängyn sängyssä sänkyjä sänkyyn sängyistä
tilaus tilauksen tilauksia tilausta tilauksesta tilauksiin
hyvitys hyvityksen hyvityksiä hyvitystä hyvitykset
käsi käden kättä käsissä kädet
pöytä pöydän pöytää pöydälle pöydät pöydissä
tuoli tuolin tuoleja tuoleista tuolit
hylly hyllyn hyllyjä hyllyssä hyllyt
kaappi kaapin kaappeja kaapissa kaapit kaappiin
toimitus toimituksen toimitukset toimitusta toimituksessa
kuljetus kuljetuksen kuljetusta kuljetukset
lasku laskun laskuja laskut laskussa laskulla
maksu maksun maksut maksuja maksusta
palautus palautuksen palautusta palautukset palautuksesta
vaihto vaihdon vaihtoa vaihdossa
takuu takuun takuuta takuussa
rikkoutua rikkoutui rikkoutunut rikkoutuneen
jalka jalan jalkaa jalat jaloista jalkoja
kangas kankaan kangasta kankaat kankaassa
väri värin värejä väriä värissä
koko koon kokoa koot
osoite osoitteen osoitetta osoitteeseen osoitteet
asiakas asiakkaan asiakasta asiakkaat asiakkaille
myyjä myyjän myyjää myyjät myyjältä
kauppa kaupan kauppaa kaupassa kaupat
varasto varaston varastossa varastoa varastosta
päivä päivän päivää päivät päivinä
viikko viikon viikkoa viikot viikkoja
lamppu lampun lamppuja lamput lampussa
peili peilin peilejä peilit
patja patjan patjat patjoja patjasta
tyyny tyynyn tyynyjä tyynyt
verho verhon verhot verhoja verhoista
vuodesohva vuodesohvan vuodesohvat vuodesohvaa
nojatuoli nojatuolin nojatuolit nojatuoleja
ruokapöytä ruokapöydän ruokapöytää ruokapöydät
lisätä lisään lisäsin lisätty
tilata tilasin tilannut tilattu tilaan
palauttaa palautin palautan palauttanut palautettu
saapua saapui saapunut saapuu
odottaa odotan odotin odottanut
ostaa ostin ostanut ostettu ostan
soittaa soitin soitan soittanut
lähettää lähetin lähetän lähetetty lähettänyt
iso ison isoa isot isoja
pehmeä pehmeän pehmeää pehmeät
vihreä vihreän vihreää vihreät
uusi uuden uutta uudet uusia
vesi veden vettä vedessä
lapsi lapsen lasta lapset lapsille
mies miehen miestä miehet
nainen naisen naista naiset
Helsinki Helsingin Helsingissä Helsinkiin
Tampere Tampereen Tampereella Tampereelle
Korhonen Korhosen Korhoselle Korhosta
Virtanen Virtasen Virtaselle
Mäkinen Mäkisen Mäkiselle
ruuvi ruuvin ruuvit ruuveja
sarana saranan saranat saranoita
kokoonpano kokoonpanon kokoonpanoa
kokoamisohje kokoamisohjeen kokoamisohjeet kokoamisohjetta
ohje ohjeen ohjeet ohjeita ohjetta
reklamaatio reklamaation reklamaatiota reklamaatiot
valitus valituksen valitusta valitukset
alennus alennuksen alennusta alennukset
lahjakortti lahjakortin lahjakorttia lahjakortit
verkkokauppa verkkokaupan verkkokaupasta verkkokauppaan
Aurora Auroran Auroraa Aurorasta
Lumikki Lumikin Lumikkia
Kide Kiden Kideä Kidestä
divaani divaanin divaania divaanit
rahi rahin raheja rahit
lipasto lipaston lipastoja lipastot lipastossa
naarmu naarmun naarmuja naarmut naarmuista
tahra tahran tahroja tahrat
kolhu kolhun kolhuja kolhut
jousi jousen jousia jouset
"""

SWEDISH = """
soffa soffan soffor sofforna soffans
matta mattan mattor mattorna
säng sängen sängar sängarna
bok boken böcker böckerna
hylla hyllan hyllor hyllorna
beställning beställningen beställningar beställningarna
leverans leveransen leveranser leveranserna
bord bordet borden bordets
stol stolen stolar stolarna
skåp skåpet skåpen
faktura fakturan fakturor fakturorna
betalning betalningen betalningar
retur returen returer
garanti garantin garantier
ben benet benen
tyg tyget tyger tygerna
färg färgen färger färgerna
storlek storleken storlekar
adress adressen adresser
kund kunden kunder kunderna kundens
säljare säljaren säljarna
butik butiken butiker
lager lagret lagren
dag dagen dagar dagarna
vecka veckan veckor
lampa lampan lampor lamporna
spegel spegeln speglar
madrass madrassen madrasser
kudde kudden kuddar
gardin gardinen gardiner
bäddsoffa bäddsoffan bäddsoffor
fåtölj fåtöljen fåtöljer
matbord matbordet matborden
beställa beställer beställde beställt
returnera returnerar returnerade returnerat
vänta väntar väntade väntat
köpa köper köpte köpt
ringa ringer ringde ringt
skicka skickar skickade skickat
komma kommer kom kommit
stor stort stora större
mjuk mjukt mjuka
grön grönt gröna
ny nytt nya
barn barnet barnen
man mannen män männen
kvinna kvinnan kvinnor
skruv skruven skruvar skruvarna
gångjärn gångjärnet gångjärnen
anvisning anvisningen anvisningar
reklamation reklamationen reklamationer
klagomål klagomålet klagomålen
rabatt rabatten rabatter
presentkort presentkortet presentkorten
ersättning ersättningen ersättningar
möbel möbeln möbler möblerna
trasig trasigt trasiga
skada skadan skador skadorna
repa repan repor
fläck fläcken fläckar
dörr dörren dörrar
låda lådan lådor lådorna
handtag handtaget handtagen
byrå byrån byråer
vägg väggen väggar
hus huset husen
fel felet felen
svar svaret svaren
fråga frågan frågor
löfte löftet löften
tid tiden tider
pris priset priser
del delen delar delarna
gå går gick gått
se ser såg sett
få får fick fått
trä träet
glas glaset glasen
kök köket köken
rum rummet rummen
"""

ENGLISH = """
sofa sofas
rug rugs
bed beds
book books
shelf shelves
delivery deliveries
deliver delivers delivered delivering
order orders ordered ordering
return returns returned returning
refund refunds refunded
invoice invoices invoiced
payment payments
pay pays paid paying
chair chairs
table tables
box boxes
leg legs
fabric fabrics
colour colours
size sizes
address addresses
customer customers
seller sellers
store stores
day days
week weeks
lamp lamps
mirror mirrors
mattress mattresses
cushion cushions
curtain curtains
armchair armchairs
wait waits waited waiting
buy buys bought buying
call calls called calling
send sends sent sending
come comes came coming
big bigger biggest
soft softer softest
new newer newest
child children
man men
woman women
screw screws
hinge hinges
instruction instructions
complaint complaints
complain complains complained
discount discounts
voucher vouchers
compensation compensations
break breaks broke broken breaking
damage damages damaged
scratch scratches scratched
stain stains stained
door doors
drawer drawers
handle handles
wall walls
house houses
mistake mistakes
answer answers answered
question questions
promise promises promised
price prices
part parts
piece pieces
go goes went gone
see sees saw seen
get gets got getting
foot feet
knife knives
city cities
family families
warranty warranties
replace replaces replaced replacing
miss misses missed missing
carry carries carried
leave leaves left leaving
write writes wrote written
"""

NAMES_AND_COMPOUNDS = """
Kallax Kallaxin Kallaxissa Kallaxia Kallaxista Kallaxiin Kallaxille
Brimnes Brimnesin Brimnesia Brimnesistä
Ektorp Ektorpin Ektorpia Ektorpiin
Zlatan Zlatanin Zlatania Zlatanille
Malmsta Malmstan Malmstassa Malmstaa Malmstalle
Hakkarainen Hakkaraisen Hakkaraiselle Hakkaraista
Kinnunen Kinnusen Kinnuselta Kinnuselle
Lindqvist Lindqvistin Lindqvistille Lindqvists
Jysk Jyskin Jyskistä Jyskiin
Ikea Ikean Ikeasta Ikeaan
Tomi Tomin Tomille Tomia
Pekka Pekan Pekalle Pekkaa
Espoo Espoon Espoossa Espooseen
Jyväskylä Jyväskylän Jyväskylässä
kidesohva kidesohvan kidesohvassa kidesohvia kidesohvat
kulmasohva kulmasohvan kulmasohvaa kulmasohvat kulmasohvia
runkopatja runkopatjan runkopatjoja runkopatjat
vaatekaapinovi vaatekaapinoven vaatekaapinovet vaatekaapinovea
sohvatyyny sohvatyynyn sohvatyynyjä sohvatyynyt
toimitusaikataulu toimitusaikataulun toimitusaikatauluun toimitusaikataulusta
asiakaspalvelija asiakaspalvelijan asiakaspalvelijalle asiakaspalvelijat
kuljetusliike kuljetusliikkeen kuljetusliikettä
tuotenumero tuotenumeron tuotenumeroa tuotenumerot
hörnsoffa hörnsoffan hörnsoffor hörnsofforna
kallaxhylla kallaxhyllan kallaxhyllor kallaxhyllorna
leveranstid leveranstiden leveranstider leveranstiderna
kundtjänst kundtjänsten kundtjänstens
soffkudde soffkudden soffkuddar soffkuddarna
garderobsdörr garderobsdörren garderobsdörrar
matgrupp matgruppen matgrupper
"""


def words(listed: str) -> list[list[str]]:
    return [line.split() for line in listed.strip().splitlines()]


def finds(asked: str, written: str) -> bool:
    """Whether a question of one word finds a text of one word."""
    held = set(lemmas(written).split())
    return all(held.intersection(alternatives) for alternatives in query_terms(asked))


def pairs(listed: str) -> Iterator[tuple[str, str]]:
    for forms in words(listed):
        yield from permutations(forms, 2)


@pytest.mark.parametrize(
    ("listed", "goal"),
    [(FINNISH, 0.99), (SWEDISH, 0.99), (ENGLISH, 0.99), (NAMES_AND_COMPOUNDS, 0.97)],
    ids=["Finnish", "Swedish", "English", "names and compounds"],
)
def test_any_form_of_a_word_finds_any_other(listed: str, goal: float) -> None:
    found = [finds(asked, written) for asked, written in pairs(listed)]
    assert sum(found) / len(found) >= goal


@pytest.mark.parametrize("listed", [FINNISH, SWEDISH, ENGLISH], ids=["Finnish", "Swedish", "English"])
def test_a_word_rarely_finds_another_word(listed: str) -> None:
    bases = [forms[0] for forms in words(listed)]
    false = [pair for pair in permutations(bases, 2) if finds(*pair)]
    assert len(false) <= 0.001 * len(bases) ** 2


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("sohvan", "Sohvat"),
        ("sohville", "sohvassa"),
        ("maton", "mattoja"),
        ("pöydän", "PÖYTÄÄN"),
        ("koossa", "koot"),
        ("tilaan", "tilasin"),
        ("palautettu", "palautin"),
        ("vuodesohvan", "vuodesohvat"),
        ("sängen", "sängar"),
        ("mattan", "mattorna"),
        ("böcker", "boken"),
        ("speglar", "spegeln"),
        ("deliveries", "delivery"),
        ("shelves", "shelf"),
        ("broke", "broken"),
        ("Kallaxissa", "Kallaxin"),
        ("Hakkaraiselta", "Hakkarainen"),
    ],
)
def test_a_form_asked_for_finds_the_form_written(asked: str, written: str) -> None:
    assert finds(asked, written)


@pytest.mark.parametrize(
    ("asked", "written"), [("säde", "sade"), ("sohva", "soffa"), ("hylly", "hyllätä"), ("order", "older")]
)
def test_words_that_only_look_alike_do_not_find_each_other(asked: str, written: str) -> None:
    assert not finds(asked, written)
