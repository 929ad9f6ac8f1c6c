"""What customers say and what we answer in Finnish. Slots: the thing in its cases, ``{when}`` of a promise."""

from __future__ import annotations

from kohtaamo.demo.words.finnish_home import HOME
from kohtaamo.demo.words.goods import FINNISH
from kohtaamo.demo.words.topic import Tongue, Topic, Vow

_RETURN = Vow("Palaan asiaan {when} mennessä.", "Palaan asiaan", "any", (1, 3))
_CALL = Vow("Soitan sinulle {when} mennessä.", "Soitan asiakkaalle", "call", (1, 2))
_DELIVERY = Vow("Tuomme tilauksen {when} mennessä.", "Tilaus toimitetaan perille", "delivery", (2, 7))
_PARTS = Vow("Osat ovat sinulla {when} mennessä.", "Puuttuvat osat perillä", "delivery", (3, 6))
_MONEY = Vow("Raha on tililläsi {when} mennessä.", "Palautus on tilillä", "any", (3, 6))
_PRICE = Vow("Lähetän tiedon sähköpostilla {when} mennessä.", "Vastaus kirjallisena", "mail", (1, 2))

MATTERS = (
    Topic(
        goods="large",
        mood=2,
        share=11,
        is_delivery=True,
        pasted="tilauksesi on matkalla. Kuljetusliike ottaa sinuun yhteyttä ja sopii kanssasi ajan. Jos aika ei sovi tai yhteydenottoa ei kuulu, vastaa tähän viestiin, niin selvitämme asian.",
        subjects=(
            "Toimitus ei tullut",
            "{n} jäi tulematta",
            "Missä tilaus viipyy?",
            "Odotimme koko illan",
            "Kuljetus myöhässä",
        ),
        openings=(
            "{g} piti tulla eilen illalla. Odotimme kotona koko illan, eikä kukaan soittanut.",
            "Sain viestin, että {n} on autossa. Auto ei koskaan tullut, ja seuranta näyttää edelleen ”matkalla”.",
            "Otin vapaapäivän töistä kuljetusta varten. Kuljettaja kävi kuulemma jo, mutta olin kotona eikä ovikello soinut.",
            "Jo toinen kerta, kun {g} toimitus siirtyy. Milloin se oikeasti tulee?",
            "Meille luvattiin {n} tälle viikolle. Viikko alkaa olla lopussa, ja olisi kiva tietää edes päivä.",
            "Kuljetusliike ilmoitti ajaksi 8–20. Ei kai kukaan voi istua kotona kahtatoista tuntia?",
        ),
        answers=(
            "olen pahoillani. Kuljetusliikkeemme vaihtui, eikä tieto sinun toimituksestasi kulkenut perille. Se on meidän vikamme. {vow}",
            "anteeksi turha odotus. Puhuin juuri kuljetuksen kanssa: {n} on varastossa ehjänä ja pääsee seuraavaan autoon. {vow}",
            "ymmärrän hyvin, että harmittaa. Varmistin uuden ajan kuljettajalta itseltään, ja hän soittaa puoli tuntia ennen tuloaan. {vow}",
        ),
        vows=(_DELIVERY, _CALL, _DELIVERY),
    ),
    Topic(
        goods="large",
        mood=3,
        share=10,
        is_delivery=True,
        subjects=(
            "Toimituspäivän siirto",
            "Toimitusaika",
            "{g} toimitus",
            "Voiko toimituspäivää muuttaa?",
            "Kuljetuksesta",
        ),
        openings=(
            "Voisiko {g} toimituksen siirtää ensi viikolle? Remontti on vielä kesken.",
            "Moneltako kuljetus suunnilleen tulee? Hissi on huollossa aamupäivän, joten iltapäivä olisi parempi.",
            "Tilasin juuri {g}. Onko mahdollista saada se samaan aikaan kuin aiemmin tilattu matto?",
            "Asumme neljännessä kerroksessa ilman hissiä. Kannetaanko {n} ylös asti vai jääkö se alaovelle?",
            "Olemme mökillä viikonlopun. Voiko naapuri ottaa paketin vastaan, jos jätän hänelle avaimen?",
            "Muutamme kuun lopussa. Voitteko muuttaa toimitusosoitteen, vaikka tilaus on jo tehty?",
        ),
        answers=(
            "totta kai se sopii. Siirsin toimituksen, ja vahvistus tulee vielä tekstiviestillä. {vow}",
            "hyvä kun kysyit. Kirjasin kuljettajalle tiedon hissistä, ja he soittavat ennen tuloaan. {vow}",
            "kannamme sisään asti, se kuuluu hintaan myös ilman hissiä. {vow}",
        ),
        vows=(_DELIVERY, _DELIVERY, _RETURN),
    ),
    Topic(
        goods="assembled",
        mood=2,
        share=8,
        subjects=("Osia puuttuu", "Ruuvipussi puuttui", "{ela} puuttuu osa", "Puuttuva osa", "Kokoaminen jäi kesken"),
        openings=(
            "{ela} puuttuu kaksi ruuvia ja yksi jalka. Laatikossa ei ollut muuta kuin ohje.",
            "Pakkauksessa oli kaksi vasenta päätyä eikä yhtään oikeaa. Kasaaminen loppui siihen.",
            "Ruuvipussi numero 4 puuttui kokonaan. Nyt {n} nojaa seinään olohuoneessa.",
            "Kokosin {g} ohjeen mukaan, mutta viimeistä kiinnikettä ei löydy mistään.",
            "Yksi reikä on porattu väärään kohtaan, joten tappi ei mene paikalleen. Kuva on liitteenä.",
        ),
        answers=(
            "kiitos kuvasta, siitä näki heti mistä on kyse. Laitoin puuttuvat osat postiin. {vow}",
            "anteeksi, tämän olisi pitänyt näkyä meillä pakatessa. Osat lähtevät tänään. {vow}",
            "ei hätää, osat löytyvät omasta varastosta. Vanhoja ei tarvitse palauttaa. {vow}",
        ),
        vows=(_PARTS,),
    ),
    Topic(
        goods="hard",
        mood=2,
        share=8,
        subjects=(
            "{n} tuli rikkinäisenä",
            "Naarmu pinnassa",
            "Vaurio toimituksessa",
            "Reklamaatio",
            "{ela} lohkesi pala",
        ),
        openings=(
            "Avasin paketin, ja {n} oli kulmasta lohjennut. Pahvi oli ehjä, joten se on varmaan pakattu niin.",
            "{ill} tuli kuljetuksessa pitkä naarmu. Huomasimme vasta, kun muovit oli otettu pois.",
            "Reunassa on painauma, joka ei oikene. Se näkyy juuri siihen suuntaan, mistä huoneeseen tullaan.",
            "Meille tuli väärä väri ja lisäksi rikkinäinen kulma. Muuten kaunis tavara.",
            "Liimasauma oli auki jo valmiiksi. En viitsi itse liimailla aivan uutta.",
        ),
        answers=(
            "harmillista, ja kiitos kuvista. Vaihdamme sen uuteen, ja kuljettaja vie vanhan mennessään. {vow}",
            "voit itse valita: uusi tilalle tai hyvitys, jos jälki ei haittaa. Kerro kumpi on sinulle parempi. {vow}",
            "tämä on meidän korjattavamme. Tilasin uuden, ja pidän sinut ajan tasalla. {vow}",
        ),
        vows=(_DELIVERY, _RETURN, _DELIVERY),
    ),
    Topic(
        goods="roomy",
        mood=3,
        share=9,
        subjects=("Palautus", "Haluan palauttaa tilauksen", "{g} palautus", "Palautusraha puuttuu", "Vaihto toiseen"),
        openings=(
            "{n} olikin liian iso meidän huoneeseen. Miten palautus tehdään, kun pakkaus on jo avattu?",
            "Palautin {g} myymälään kaksi viikkoa sitten, mutta raha ei ole vielä tullut.",
            "Voinko vaihtaa {g} pienempään? Kuitti on tallella.",
            "Sain lahjaksi {g}, ja meillä on jo sellainen. Onnistuuko vaihto ilman kuittia?",
            "Ehdinkö vielä palauttaa, jos tilaus tuli kolme viikkoa sitten? Olin matkoilla.",
        ),
        answers=(
            "palautus onnistuu, vaikka pakkaus on avattu. Nouto on maksuton, lähetin sinulle tunnuksen. {vow}",
            "tarkistin asian: palautus oli jäänyt odottamaan hyväksyntää. Hyväksyin sen nyt. {vow}",
            "vaihto käy hyvin missä tahansa myymälässämme, kuittia ei tarvita. {vow}",
        ),
        vows=(_MONEY, _MONEY, _RETURN),
    ),
    Topic(
        goods="any",
        mood=3,
        share=8,
        subjects=(
            "Lasku",
            "Kaksi laskua samasta tilauksesta",
            "Laskun eräpäivä",
            "Maksumuistutus aiheetta",
            "Kuitti tilauksesta",
        ),
        openings=(
            "Sain kaksi laskua samasta tilauksesta. Kumpi maksetaan?",
            "Tuli maksumuistutus, vaikka maksoin laskun ajallaan. Liitän tiliotteen.",
            "Voisitteko siirtää eräpäivää kahdella viikolla? Palkka tulee vasta viidestoista.",
            "Tarvitsen {ela} kuitin työnantajaa varten, mutta en löydä sitä sähköpostista.",
            "Laskulla on toimitusmaksu, vaikka hain {g} itse Kalliosta.",
        ),
        answers=(
            "kiitos että kysyit ennen kuin maksoit. Toinen laskuista on aiheeton, mitätöin sen. {vow}",
            "muistutus lähti turhaan, pyydän anteeksi. Maksusi on kirjattu, eikä sinun tarvitse tehdä mitään. {vow}",
            "siirsin eräpäivän, uusi lasku tulee sähköpostiisi. {vow}",
        ),
        vows=(_PRICE, _PRICE, _MONEY),
    ),
)

FINNISH_TONGUE = Tongue(
    code="fi",
    topics=(*MATTERS, *HOME),
    goods=FINNISH,
    hello=("Hei!", "Hei,", "Moi,", "Hyvää päivää,", "Huomenta!", "Terve,", "Hei Aitta & Tupa,", ""),
    goodbye=("Terveisin {name}", "{name}", "t. {first}", "Ystävällisin terveisin\n{name}", "Kiitos etukäteen, {first}", "Yst. terv. {first}", ""),
    more=(
        "Tilausnumero on {order}.", "Kuva liitteenä.", "Meillä on kaksi pientä lasta, joten aikataulu on vähän tiukka.",
        "Minut tavoittaa parhaiten iltapäivisin.", "Voitte myös soittaa, jos se on helpompaa.", "Vastaus sähköpostiin riittää.",
        "Olen muuten ollut oikein tyytyväinen.", "Tilaus {order} on mieheni nimellä.", "Pahoittelut pitkästä viestistä.",
        "", "", "", "", "",
    ),
    we_hello=("Hei {first},", "Hei {first}, kiitos viestistäsi,", "Hei {first}, mukava kun kirjoitit,"),
    we_goodbye=("Terveisin {member}", "{member}, Aitta & Tupa", "Ystävällisin terveisin {member}"),
    thanks=(
        "Kiitos nopeasta vastauksesta!", "Hienoa, tämä sopii meille hyvin.", "Kiitos, nyt tiedän mitä odottaa.",
        "Selvä, jään odottamaan.", "Kiitos! Olitte ystävällinen.", "Ok, kiitti.", "Juuri näin. Kiitos avusta.",
        "Mahtavaa, pelastit viikonlopun.", "Kiitos vaivannäöstä, arvostan.", "Hyvä. Ilmoitan, jos tulee vielä jotain.",
    ),
    welcome=(
        "ole hyvä. Kirjoita ihan vapaasti, jos jotain vielä tulee.", "mukava kuulla, että asia järjestyi.",
        "kiitos itsellesi. Hyvää viikon jatkoa!",
    ),
    again=(
        "Kysyisin vielä tästä samasta: onko asia edennyt?", "Palaan tähän vielä. Tuli yksi kysymys lisää.",
        "Soitan siitä aiemmasta asiasta. Kaikki hyvin, mutta haluaisin varmistaa yhden yksityiskohdan.",
        "Se onkin taas vähän löysällä. Mitä nyt kannattaa tehdä?", "Unohdin kysyä viimeksi: koskeeko sama takuu myös jalkoja?",
    ),
    answer_promise="Vastaamme",
    answered="Vastaus toimitettiin.",
    delivered="Kuljettaja kuittasi toimituksen.",
    done="Hoidettu sovitusti.",
    did_not="Emme ehtineet luvattuun aikaan.",
)  # fmt: skip
