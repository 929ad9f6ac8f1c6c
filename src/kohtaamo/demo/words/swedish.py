"""What customers say and what we answer in Swedish, as it is written in Finland."""

from __future__ import annotations

from kohtaamo.demo.words.goods import SWEDISH
from kohtaamo.demo.words.topic import Tongue, Topic, Vow

_RETURN = Vow("Jag återkommer senast {when}.", "Jag återkommer", "any", (1, 3))
_CALL = Vow("Jag ringer dig senast {when}.", "Jag ringer kunden", "call", (1, 2))
_DELIVERY = Vow("Vi levererar senast {when}.", "Leveransen är framme", "delivery", (2, 7))
_PARTS = Vow("Delarna är hos dig senast {when}.", "Delarna är framme", "delivery", (3, 6))
_MONEY = Vow("Pengarna är på ditt konto senast {when}.", "Återbetalningen är på kontot", "any", (3, 6))

TOPICS = (
    Topic(
        goods="large", mood=2, share=10, is_delivery=True,
        subjects=("Leveransen kom inte", "Var är {d}?", "Försenad leverans"),
        openings=(
            "{d} skulle komma i går. Vi väntade hela kvällen och ingen ringde.",
            "Transporten är bokad mellan klockan 8 och 20. Går det inte att få en lite snävare tid?",
            "Nu har {d} flyttats för andra gången. När kommer {it} på riktigt?",
            "Chauffören lämnade paketet vid nedre dörren fast vi hade betalat för inbärning.",
        ),
        answers=(
            "jag beklagar verkligen. Vi har bytt transportör och uppgiften om din leverans gick inte fram. {vow}",
            "ursäkta att ni fick vänta i onödan. {d} är hel och står i lagret. {vow}",
        ),
        vows=(_DELIVERY, _CALL),
    ),
    Topic(
        goods="assembled", mood=2, share=7,
        subjects=("Delar saknas", "Skruvar fattas", "Fel del i paketet"),
        openings=(
            "Det fattas en påse skruvar, så {d} ligger halvfärdig på golvet.",
            "I paketet fanns två vänstra gavlar men ingen höger.",
            "Det sista beslaget saknas och utan det går {it} inte att få stadig.",
        ),
        answers=("tack för bilden, då förstod jag genast. Delarna går med posten i dag. {vow}", "det här borde vi ha märkt när vi packade. Jag skickar nya delar. {vow}"),
        vows=(_PARTS,),
    ),
    Topic(
        goods="hard", mood=2, share=7,
        subjects=("Skadad vid leverans", "Reklamation", "En repa"),
        openings=(
            "När vi öppnade kartongen hade {d} ett hack i hörnet.",
            "{d} fick en lång repa under transporten. Vi såg den först när plasten var borta.",
            "Limfogen hade gått upp redan från början. Jag vill helst inte laga en ny sak själv.",
        ),
        answers=("tråkigt, och tack för bilderna. Vi byter mot en ny och tar med oss den gamla. {vow}", "du får själv välja: en ny i stället eller avdrag på priset. {vow}"),
        vows=(_DELIVERY, _RETURN),
    ),
    Topic(
        goods="roomy", mood=3, share=7,
        subjects=("Retur", "Jag vill returnera", "Pengarna har inte kommit"),
        openings=(
            "{d} var för stor för vårt rum. Hur gör jag en retur när kartongen redan är öppnad?",
            "Jag lämnade tillbaka {d} i Vasa för två veckor sedan, men pengarna har inte kommit.",
            "Kan jag byta till en mindre modell? Kvittot har jag kvar.",
        ),
        answers=("det går bra fast kartongen är öppnad. Avhämtningen kostar ingenting. {vow}", "returen hade blivit liggande hos oss, nu har jag godkänt den. {vow}"),
        vows=(_MONEY, _RETURN),
    ),
    Topic(
        goods="any", mood=3, share=6,
        subjects=("Faktura", "Två fakturor", "Betalningspåminnelse"),
        openings=(
            "Jag fick två fakturor på samma beställning. Vilken ska jag betala?",
            "Det kom en påminnelse fast fakturan är betald i tid. Jag bifogar kontoutdraget.",
            "Kunde ni flytta förfallodagen ett par veckor framåt?",
        ),
        answers=("bra att du frågade. Den ena är onödig och jag har strukit den. {vow}", "påminnelsen gick ut i onödan, förlåt. Du behöver inte göra något. {vow}"),
        vows=(_RETURN,),
    ),
    Topic(
        goods="soft", mood=4, share=7,
        subjects=("Färg", "Tyget", "Finns andra färger?"),
        openings=(
            "Finns {d} i mörkgrönt? På bilden ser färgen nästan svart ut.",
            "Går det att få en tygbit hemskickad? Jag vill jämföra med gardinerna i dagsljus.",
            "Hur tvättar man {d}? Vi har en hund som gärna ligger där den inte får.",
        ),
        answers=("mörkgrönt finns, och i verkligheten är färgen klart grönare än på bilden. {vow}", "klädseln går att ta av och tvättas i 40 grader. {vow}"),
        vows=(_RETURN,),
    ),
    Topic(
        goods="any", mood=4, share=7,
        subjects=("Finns i lager?", "{d} i Vasa", "Reservation"),
        openings=(
            "Finns {d} i butiken i Vasa? Jag kunde komma redan i dag.",
            "Kan ni lägga undan en till i morgon? Jag kommer först efter jobbet.",
            "När kommer {d} tillbaka till webbutiken?",
            "Till vilken tid kan jag hämta min beställning i dag? Bussen är framme först halv sex.",
        ),
        answers=("ja, det står två i hyllan just nu. {vow}", "nästa parti är på väg och du står bland de första på listan. {vow}"),
        vows=(_RETURN,),
    ),
    Topic(
        goods="any", mood=5, share=3,
        subjects=("Tack", "Ett stort tack"),
        openings=(
            "Jag ville bara tacka. Chauffören tog av sig skorna och tog kartongerna med sig.",
            "Er försäljare i Vasa hade tålamod med oss i nästan en timme. Sådant ser man inte ofta.",
        ),
        answers=("tack för att du berättade. Hälsningen gick rakt till rätt person. {vow}",),
    ),
    Topic(
        goods="bed", mood=3, share=4, for_whom=("Mammas ärende", "Dotterns rum", "Farmors ärende"),
        subjects=("Säng till mamma", "Till dotterns rum"),
        openings=(
            "Min mamma är 83 och flyttar till ett mindre boende. Kan {d} fås med högre ben?",
            "Ryms {d} under ett snedtak? I dotterns rum är det 110 centimeter som lägst.",
        ),
        answers=("det går fint. Vi byter till högre ben innan vi levererar. {vow}", "ja, om gaveln vänds mot fönstret. Jag mätte just utställningsparet. {vow}"),
        vows=(_DELIVERY, _CALL),
    ),
)  # fmt: skip

SWEDISH_TONGUE = Tongue(
    code="sv",
    topics=TOPICS,
    goods=SWEDISH,
    hello=("Hej!", "Hej,", "God dag,", "Hejsan,", ""),
    goodbye=("Med vänlig hälsning {name}", "Mvh {first}", "{name}", "Hälsningar {first}", ""),
    more=(
        "Beställningsnumret är {order}.", "Bild bifogas.", "Ni når mig bäst på eftermiddagen.", "Svara gärna på svenska.",
        "Annars har jag varit mycket nöjd.", "", "", "", "",
    ),
    we_hello=("Hej {first},", "Hej {first}, tack för ditt meddelande,"),
    we_goodbye=("Hälsningar {member}", "{member}, Aitta & Tupa"),
    thanks=(
        "Tack för ett snabbt svar!", "Det passar oss bra.", "Tack, då vet jag.", "Fint, jag väntar på det.",
        "Tack för hjälpen!", "Toppen, ha en bra vecka.",
    ),
    welcome=("varsågod. Hör av dig om det är något mer.", "roligt att det ordnade sig."),
    again=(
        "Jag undrar ännu över samma sak: har det gått framåt?", "Jag glömde fråga en sak senast.",
        "Jag ringer om det vi talade om tidigare. Allt är bra, jag vill bara försäkra mig om en detalj.",
    ),
    answer_promise="Vi svarar",
    answered="Svaret levererades.",
    delivered="Chauffören kvitterade leveransen.",
    done="Skött som avtalat.",
    did_not="Vi hann inte till utlovad tid.",
)  # fmt: skip
