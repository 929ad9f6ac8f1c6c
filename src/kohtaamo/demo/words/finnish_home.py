"""More subjects in Finnish: choosing, putting together, using, and those asked for somebody else."""

from __future__ import annotations

from kohtaamo.demo.words.topic import Topic, Vow

_RETURN = Vow("Selvitän asian ja palaan siihen {when} mennessä.", "Selvitän ja palaan asiaan", "any", (1, 3))
_CALL = Vow(
    "Soitan sinulle {when} mennessä, niin käydään tämä yhdessä läpi.", "Soitan ja käymme asian läpi", "call", (1, 2)
)
_SAMPLE = Vow("Värimallit ovat postiluukussasi {when} mennessä.", "Värimallit perillä", "letter", (2, 5))
_HOLD = Vow("Pidän sen sinulle varattuna {when} asti.", "Varaus pidetään", "visit", (1, 4))
_DELIVERY = Vow("Tuomme sen {when} mennessä ja kannamme sisään.", "Tuodaan ja kannetaan sisään", "delivery", (2, 6))

HOME = (
    Topic(
        goods="assembled", mood=3, share=6,
        subjects=("Kokoamisohje", "{g} kokoaminen", "Kokoamisapua", "Ohje ei aukea"),
        openings=(
            "Onko {p} varten olemassa suomenkielistä ohjetta? Laatikossa oli vain kuvia, ja olen enemmän lukija.",
            "Kohdassa 7 mennään vikaan: kumpi puoli tulee ylöspäin?",
            "Paljonko kokoamispalvelu maksaa ja kuinka pian joku pääsisi Tampereella käymään?",
            "{n} keinuu, vaikka kiristin kaikki ruuvit. Onko jokin kikka, jota en tiedä?",
        ),
        answers=(
            "tässä suomenkielinen ohje. Kohdassa 7 porattu puoli tulee sisäänpäin, se on kuvassa huonosti näkyvissä. {vow}",
            "kokoaja pääsisi jo tällä viikolla, hinta on 49 € käynniltä. {vow}",
            "kokeile löysätä takaruuveja neljänneskierros ja kiristä ne vasta, kun kaikki neljä jalkaa ovat lattiassa. {vow}",
        ),
        vows=(_CALL, _RETURN),
    ),
    Topic(
        goods="soft", mood=4, share=8,
        subjects=("Väri", "{g} sävyt", "Onko muita värejä?", "Kankaasta", "Värimalli"),
        openings=(
            "Onko {p} saatavilla tummanvihreänä? Kuvassa sävy näyttää melkein mustalta.",
            "Miten {g} kangas kestää kissan kynsiä? Meillä on kaksi innokasta kiipeilijää.",
            "Voisinko saada postissa pienen palan kangasta? Haluaisin verrata sitä verhoihin päivänvalossa.",
            "Irtoaako {g} päällinen pesua varten, ja missä lämpötilassa sen voi pestä?",
            "Onko luonnonvalkoinen enemmän kellertävä vai harmaa? Ruudulla en erota.",
        ),
        answers=(
            "tummanvihreää on, ja se on luonnossa selvästi vihreämpi kuin kuvassa. {vow}",
            "kangas on tiheäkudoksinen ja kestää kynsiä hyvin, mutta raapimapuu kannattaa silti pitää lähellä. {vow}",
            "päällinen irtoaa vetoketjulla, pesu 40 asteessa nurin käännettynä. {vow}",
        ),
        vows=(_SAMPLE, _SAMPLE, _RETURN),
    ),
    Topic(
        goods="seat", mood=3, share=6,
        subjects=("Takuu", "{g} takuu", "Kuuluuko tämä takuuseen?", "Vika kolmen vuoden jälkeen"),
        openings=(
            "Ostin {g} kolme vuotta sitten. Nyt se narisee joka kerta. Kuuluuko se vielä takuuseen?",
            "Pinta on alkanut hilseillä, vaikka olen hoitanut ohjeen mukaan.",
            "Kuitti on hukassa, mutta ostin {g} kanta-asiakkaana. Löydättekö tiedon sieltä?",
            "Jousi petti toisella vuodella. En ole ainakaan hyppinyt sen päällä.",
        ),
        answers=(
            "kyllä kuuluu, runkotakuu on kymmenen vuotta. {vow}",
            "ostos löytyi tiedoistamme, kuittia ei tarvita. Korjaaja voi tulla kotiin. {vow}",
            "tämä ei ole normaalia kulumista, joten hoidamme sen takuuna. {vow}",
        ),
        vows=(_CALL, _RETURN, _CALL),
    ),
    Topic(
        goods="any", mood=4, share=8,
        subjects=("Saatavuus", "Onko {p} varastossa?", "Milloin taas saa?", "{n} Tampereella?", "Varaus myymälään"),
        openings=(
            "Onko {p} Tampereella hyllyssä? Tulisin katsomaan jo tänään.",
            "Milloin {p} tulee taas verkkokauppaan? Olen odottanut kesästä asti.",
            "Voisitteko varata minulle yhden huomiseen? Pääsen vasta töiden jälkeen.",
            "Näin {g} Vaasan myymälässä. Saako samanlaisen Helsingistä?",
            "Mihin asti voin tänään hakea tilauksen? Juna tulee vasta puoli kuudelta.",
        ),
        answers=(
            "kyllä löytyy, näin juuri kaksi hyllyssä. {vow}",
            "seuraava erä on tulossa, ja laitoin sinut ensimmäisten joukkoon. {vow}",
            "voit hakea sulkemisaikaan asti, paketti odottaa nimelläsi tiskillä. {vow}",
        ),
        vows=(_HOLD, _RETURN, _HOLD),
    ),
    Topic(
        goods="seat", mood=5, share=4,
        subjects=("Kiitos", "Kiitokset hyvästä palvelusta", "Ruusuja", "Terveisiä Kallioon"),
        openings=(
            "Halusin vain kiittää. Kuljettaja otti kengät pois ja vei pahvitkin mennessään.",
            "Myyjänne Kalliossa jaksoi miettiä kanssamme {p} melkein tunnin. Sellaista ei enää usein näe.",
            "Tuli sitten ostettua {n}, ja nyt koko perhe tappelee siitä. Hyvä ostos!",
            "Puhelimessa oli iloinen ihminen, joka tiesi mistä puhui. Kiitos siitä.",
        ),
        answers=(
            "kiitos, että kerroit. Luin tämän ääneen aamukahvilla. {vow}",
            "viesti meni suoraan perille sille, jolle se kuuluu. Hymyilytti kovasti. {vow}",
        ),
    ),
    Topic(
        goods="bed", mood=3, share=4, for_whom=("Äidin asia", "Isän asia", "Tyttären huone", "Mummon asia"),
        subjects=("Sänky äidille", "Tyttären huoneeseen", "Isälle korkeampi sänky", "Mummon muutto"),
        openings=(
            "Äitini on 81 ja muuttaa palvelutaloon. Saako {g} korkeammilla jaloilla, että ylös pääsee itse?",
            "Sopiiko {n} vinon katon alle? Tyttären huoneessa on matalimmillaan 110 senttiä.",
            "Tilasin isälleni {g}. Hän ei kuule puhelinta, joten soittakaa minulle ennen toimitusta.",
            "Mummo ei käytä sähköpostia. Voiko vahvistuksen lähettää hänelle kirjeenä?",
        ),
        answers=(
            "hyvä ajatus. Korkeammat jalat sopivat siihen, ja vaihdamme ne valmiiksi ennen toimitusta. {vow}",
            "sopii, kun päädyn kääntää ikkunaan päin. Mittasin juuri malliparin täällä. {vow}",
            "kirjasin tämän niin, että kaikki näkevät sen. Soitamme sinulle, emme hänelle. {vow}",
        ),
        vows=(_DELIVERY, _CALL, _RETURN),
    ),
    Topic(
        goods="large", mood=3, share=5,
        subjects=("Tilauksen muutos", "Tilauksen peruutus", "Väärä määrä tilauksessa"),
        openings=(
            "Tilasin vahingossa kaksi kappaletta. Voiko toisen perua?",
            "Saisiko tilaukseen vielä lisätä yhden {g}, kun kuljetus on joka tapauksessa tulossa?",
            "Haluaisin perua tilauksen. Elämäntilanne muuttui, eikä {n} mahdu uuteen asuntoon.",
        ),
        answers=(
            "poistin ylimääräisen, ja maksat vain yhdestä. {vow}",
            "lisäsin sen samaan kuljetukseen ilman lisämaksua. {vow}",
            "peruin tilauksen. Kaikkea hyvää uuteen kotiin. {vow}",
        ),
        vows=(_RETURN,),
    ),
    Topic(
        goods="lamp", mood=3, share=5,
        subjects=("{g} asennus", "Lampun kytkentä", "Polttimo", "{n} vilkkuu"),
        openings=(
            "Lampun mukana ei ollut ohjetta suomeksi. En uskalla kytkeä sitä.",
            "{n} vilkkuu himmentimen kanssa. Onko se viallinen vai himmennin väärä?",
            "Minkä kannan polttimo tähän sopii? Pohjassa lukee jotain, mutta teksti on kulunut.",
            "Johto on puoli metriä liian lyhyt meidän huonekorkeuteen. Saako pidemmän?",
        ),
        answers=(
            "hyvä, että kysyit ennen kytkemistä. Ohje on liitteenä, ja kattorasiaan sen saa kytkeä sähköasentaja. {vow}",
            "himmennin on luultavasti vanhaa mallia, joka ei ymmärrä ledejä. {vow}",
            "siihen käy E27, mieluiten lämmin sävy. {vow}",
        ),
        vows=(_CALL, _RETURN),
    ),
)  # fmt: skip
