"""Notes among us and the words of those who came to a counter or called; staff write in Finnish."""

from __future__ import annotations

NOTES = (
    "Soitin varastolle, löytyy hyllystä.",
    "Asiakas toivoo soittoa mieluummin kuin viestiä.",
    "Kuljettaja lupasi soittaa puoli tuntia ennen.",
    "Hissi liian pieni, tarvitaan kaksi kantajaa.",
    "Kysyin Leilalta, hyvitys sopii.",
    "Sama vika kolmella muulla tässä erässä. Kerroin ostoon.",
    "Ovikoodi on tilauksella, älä kysy uudestaan.",
    "Puhuu mieluiten ruotsia.",
    "Huomisen autossa on tilaa klo 12–15.",
    "Maksu näkyy pankissa, kirjaus vain puuttui.",
    "Lähetin korvaavat osat kirjeenä, nopeampi kuin paketti.",
    "Koira on kiltti, mutta iso. Sano kuljettajalle.",
    "Tarkistin kuvan, vika on meidän.",
    "Kävi tiskillä kaksi kertaa tästä samasta. Hoidetaan nyt loppuun.",
)
HANDED = (
    "Tarvitaan uusi aika kuljetukselta. Asiakas on jo odottanut kerran.",
    "Kuljetuksen asia, kaikki tiedot ovat tässä.",
    "Voisitteko sopia ajan suoraan asiakkaan kanssa?",
)
WITHDRAWN = ("Asiakas ei enää tarvitse tätä.", "Asiakas haki itse myymälästä.", "Peruttiin yhdessä asiakkaan kanssa.")
MOVED = ("Asiakas toivoi myöhempää päivää.", "Sovittiin puhelimessa uusi aika.", "Erä myöhästyi, asiakkaalle sopi.")
BROKEN = (
    "Kuljetusliike ei noutanut lähetystä.",
    "Emme ehtineet luvattuun aikaan.",
    "Tavara oli toisessa varastossa kuin luulimme.",
    "Uusi kuljetusliike perui ajon.",
)
