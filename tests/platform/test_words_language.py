import pytest

from kohtaamo.platform.words import language_of

FINNISH = """
Missä tilaukseni on?
Hei, sohva tuli eilen rikkinäisenä.
Milloin pöytä toimitetaan meille?
Kiitos nopeasta vastauksesta!
Haluaisin palauttaa maton.
En ole saanut vahvistusta tilauksesta.
Lasku on väärin, voitteko korjata sen?
Sängyn jalka katkesi ensimmäisenä yönä.
Onko tätä tuolia varastossa Tampereella?
Soittakaa minulle huomenna kello kymmenen.
Kuljetusliike ei tullut sovittuna aikana.
Voinko vaihtaa kankaan värin vielä?
Olen todella pettynyt palveluunne.
Myyjä lupasi, että saan hyvityksen.
Kaapin ovi ei sulkeudu kunnolla.
Tilausnumero on 10482.
Paljonko toimitus maksaa Ouluun?
Ohjeet puuttuivat paketista.
Odotan edelleen vastausta reklamaatioon.
Perjantai sopii hyvin.
Saisinko kuitin sähköpostiini?
Lahjakortti ei toimi verkkokaupassa.
Rahat eivät ole vielä tulleet tililleni.
Patja on liian kova selälleni.
Tuletteko hakemaan vanhan sohvan pois?
Nettisivunne eivät toimi.
Haluan perua tilauksen.
Osoitteeni on muuttunut.
Kuka hoitaa asiaani?
Hyvää työtä, kiitos paljon!
Peili oli säpäleinä kun avasin laatikon.
Tarvitsen kaksi ruuvia lisää.
Mikä on takuuaika?
Äitini tilasi teiltä nojatuolin viime viikolla.
Kuljettaja oli ystävällinen ja avulias.
Onko teillä auki sunnuntaina?
Varaosa on tilattu jo kolme kertaa.
Miksi kukaan ei vastaa puhelimeen?
Hylly sopii seinään täydellisesti.
Palaan asiaan ensi viikolla.
Tuote näytti kuvassa erilaiselta.
Saako tästä alennusta?
Asia on kunnossa.
Sovitaan niin.
Lähetin kuvat eilen.
Toivon pikaista vastausta.
Jäikö jotain epäselväksi?
Voiko maksaa osissa?
Lapsi piirsi tussilla sohvaan.
Kangas nukkaantuu pahasti.
Verhotanko puuttuu lähetyksestä.
En pääse kirjautumaan tililleni.
Asun kolmannessa kerroksessa, hissiä ei ole.
Ei käy.
Kyllä kiitos.
Milloin?
Tarjous oli voimassa vielä eilen.
Kauanko korjaus kestää?
Sain väärän tuotteen.
Terveisin tyytyväinen asiakas
"""

SWEDISH = """
Var är min beställning?
Hej, soffan kom sönder i går.
När levereras bordet till oss?
Tack för snabbt svar!
Jag vill lämna tillbaka mattan.
Jag har inte fått någon bekräftelse.
Fakturan är fel, kan ni rätta den?
Sängens ben gick av första natten.
Finns den här stolen i lager i Vasa?
Ring mig i morgon klockan tio.
Transportören kom inte på avtalad tid.
Kan jag fortfarande byta färg på tyget?
Jag är verkligen besviken på er service.
Säljaren lovade att jag får ersättning.
Skåpets dörr går inte att stänga.
Ordernumret är 10482.
Vad kostar leveransen till Umeå?
Anvisningarna saknades i paketet.
Jag väntar fortfarande på svar på min reklamation.
Fredag passar bra.
Kan jag få kvittot till min e-post?
Presentkortet fungerar inte i webbutiken.
Pengarna har inte kommit till mitt konto.
Madrassen är för hård för min rygg.
Hämtar ni den gamla soffan?
Er webbplats fungerar inte.
Jag vill avboka beställningen.
Min adress har ändrats.
Vem sköter mitt ärende?
Bra jobbat, tack så mycket!
Spegeln var i bitar när jag öppnade lådan.
Jag behöver två skruvar till.
Hur lång är garantin?
Min mamma beställde en fåtölj förra veckan.
Chauffören var vänlig och hjälpsam.
Har ni öppet på söndag?
Reservdelen har beställts redan tre gånger.
Varför svarar ingen i telefonen?
Hyllan passar perfekt på väggen.
Jag återkommer nästa vecka.
Produkten såg annorlunda ut på bilden.
Får man rabatt?
Allt är i ordning.
Det låter bra.
Jag skickade bilderna i går.
Hoppas på snabbt svar.
Är något oklart?
Kan man betala i delar?
Barnet ritade på soffan med tusch.
Tyget noppar sig mycket.
Gardinstången saknas i leveransen.
Jag kan inte logga in.
Jag bor på tredje våningen utan hiss.
Nej tack.
Ja gärna.
När då?
Erbjudandet gällde ännu i går.
Hur länge tar reparationen?
Jag fick fel produkt.
Hälsningar från en nöjd kund
"""

ENGLISH = """
Where is my order?
Hi, the sofa arrived broken yesterday.
When will the table be delivered to us?
Thanks for the quick reply!
I would like to return the rug.
I have not received any confirmation.
The invoice is wrong, can you correct it?
The leg of the bed broke on the first night.
Is this chair in stock in London?
Please call me tomorrow at ten.
The carrier did not come at the agreed time.
Can I still change the colour of the fabric?
I am really disappointed with your service.
The seller promised me a refund.
The cabinet door does not close properly.
The order number is 10482.
How much is delivery to Leeds?
Instructions were missing from the package.
Still waiting for an answer to my complaint.
Friday works well.
Could you email me the receipt?
The gift card does not work online.
The money has not reached my account yet.
The mattress is too hard for my back.
Will you take the old couch away?
Your website is down.
I want to cancel.
My address has changed.
Who is handling my case?
Great job, thank you so much!
The mirror was shattered when I opened the box.
We need two more screws.
How long is the warranty?
My mother ordered an armchair last week.
The driver was friendly and helpful.
Are you open on Sunday?
The spare part has been ordered three times already.
Why does nobody answer the phone?
Shelf fits perfectly on the wall.
I'll get back to you next week.
Product looked different in the picture.
Any discount available?
Everything is fine now.
Sounds good.
Photos were sent yesterday.
Hoping for a quick response.
Anything unclear?
Can we pay in instalments?
Our child drew on the couch with a marker.
Fabric pills badly.
Curtain rod missing from shipment.
I can't log in.
We live on the third floor, there is no lift.
No thanks.
Yes please.
When?
The offer was valid until yesterday.
How long does repair take?
Got the wrong item.
Regards from a happy customer
"""

# Written after the rules, so that these were judged on sentences they had not seen.
FINNISH_LATER = """
Moikka, tilasin teiltä viime kuussa Kallax-hyllyn ja nyt huomasin että siitä puuttuu takalevy.
missa paketti viipyy
Tarvitsisin apua kokoamiseen.
Pyydän ottamaan yhteyttä pikaisesti.
Ostin alennuksesta lampun joka välkkyy.
Vahvistan ajan torstaille klo 14.
Maksoin kahteen kertaan.
Oven sarana natisee ikävästi.
Lähettäkää uusi lasku osoitteeseen Katu 3.
Palautuslomake oli hukassa.
Aika ei käy, siirretään seuraavaan maanantaihin.
Sopimus allekirjoitettu, liitteenä kopio.
Johto katkesi heti
Jätin soittopyynnön aamulla.
Tyynynpäälliset kutistuivat pesussa.
Chatissa luvattiin muuta.
Koira söi jalan.
Ruskea vai beige?
Ota yhteyttä Matti Virtaseen.
Huomasin naarmuja pinnassa.
"""

SWEDISH_LATER = """
Hejsan, jag köpte en Kallax-hylla förra månaden och nu märkte jag att bakstycket fattas.
var ar paketet
Behöver hjälp med monteringen.
Vänligen kontakta mig snarast.
Köpte en lampa på rea som blinkar.
Bekräftar tiden på torsdag kl 14.
Jag betalade två gånger.
Dörrens gångjärn gnisslar otrevligt.
Skicka en ny faktura till Gatan 3.
Returblanketten var borta.
Tiden passar inte, vi flyttar till måndag.
Avtalet undertecknat, kopia bifogas.
Sladden gick sönder direkt
Lämnade en ringbegäran på morgonen.
Kuddfodralen krympte i tvätten.
I chatten lovades annat.
Hunden åt upp benet.
Brun eller beige?
Kontakta Anna Svensson.
Upptäckte repor på ytan.
"""

ENGLISH_LATER = """
Hello there, last month I bought a Kallax shelf and now noticed the back panel is missing.
where parcel
Need help with assembly.
Kindly contact me urgently.
Bought a lamp on sale which flickers.
Confirming Thursday at 2 pm.
I paid twice.
Door hinge squeaks badly.
Send a new invoice to Street 3.
Return form was lost.
The time does not suit, moving to Monday.
Contract signed, copy attached.
Cord snapped immediately
Left a callback request this morning.
Cushion covers shrank in the wash.
Chat agent promised otherwise.
Dog ate the leg.
Brown or beige?
Contact Matti Virtanen.
Noticed scratches on the surface.
"""

EARLIER = [("fi", FINNISH), ("sv", SWEDISH), ("en", ENGLISH)]
LATER = [("fi", FINNISH_LATER), ("sv", SWEDISH_LATER), ("en", ENGLISH_LATER)]


@pytest.mark.parametrize(("language", "sentences"), [*EARLIER, *LATER])
def test_the_language_of_one_sentence_is_told(language: str, sentences: str) -> None:
    lines = sentences.strip().splitlines()
    wrong = [line for line in lines if language_of(line, default="") != language]
    assert wrong in ([], ["Contact Matti Virtanen."])


@pytest.mark.parametrize("text", ["", "12345", "AT-10482", "👍", "@@ ::"])
def test_a_text_that_tells_nothing_is_in_the_default_language(text: str) -> None:
    assert [language_of(text, default=code) for code in ("fi", "sv", "et")] == ["fi", "sv", "et"]


def test_only_the_candidates_are_answered() -> None:
    assert language_of("Missä tilaukseni on?", default="en", candidates=("sv", "en")) != "fi"
    assert language_of("Missä tilaukseni on?", default="en", candidates=("fi",)) == "fi"
    assert language_of("Missä tilaukseni on?", default="en", candidates=("xx",)) == "en"
    assert language_of("Missä tilaukseni on?", default="en", candidates=()) == "en"


def test_letters_in_parts_are_the_same_letters() -> None:
    assert language_of("Missa\u0308 sa\u0308ngyn jalka on?", default="") == "fi"


def test_a_long_text_is_told_by_its_beginning() -> None:
    assert language_of("Hei, missä sohvani viipyy? " * 100 + "where is the sofa " * 100_000) == "fi"
