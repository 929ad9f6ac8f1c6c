"""The articles of the demonstration: what customers of a chain of home goods ask, and what those who serve need."""

from __future__ import annotations

from dataclasses import dataclass, field

Told = tuple[str, str, str, str]
"""Title, the answer in a sentence, the body, other words for it."""


@dataclass(frozen=True)
class Piece:
    """An article: under which section, for whom, and its texts by language."""

    section: str
    texts: dict[str, Told]
    audience: str = "customers"
    near: tuple[int, ...] = field(default=())


SECTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "delivery": {
        "fi": ("Toimitus", "Missä tilaus on ja miten se tulee perille."),
        "sv": ("Leverans", "Var beställningen är och hur den kommer fram."),
        "en": ("Delivery", "Where your order is and how it reaches you."),
    },
    "returns": {
        "fi": ("Palautus ja vaihto", "Miten palautat, vaihdat tai kerrot viasta."),
        "sv": ("Retur och byte", "Så returnerar du, byter eller berättar om ett fel."),
        "en": ("Returns and exchanges", "How to return, exchange or tell us of a fault."),
    },
    "payment": {
        "fi": ("Maksaminen", "Laskut, lahjakortit ja maksutavat."),
        "sv": ("Betalning", "Fakturor, presentkort och betalsätt."),
        "en": ("Payment", "Invoices, gift cards and ways to pay."),
    },
    "care": {
        "fi": ("Hoito ja kokoaminen", "Jotta kodin esineet kestävät."),
        "sv": ("Skötsel och montering", "Så att hemmets saker håller."),
        "en": ("Care and assembly", "So that things at home last."),
    },
    "among-us": {
        "fi": ("Meille", "Miten me palvelemme."),
        "sv": ("För oss", "Hur vi betjänar."),
        "en": ("For us", "How we serve."),
    },
}

PIECES: tuple[Piece, ...] = (
    Piece("delivery", {
        "fi": ("Missä tilaukseni on?", "Seurantalinkki on tilausvahvistuksessa, ja tieto päivittyy tunnin välein.", "1. Avaa tilausvahvistus sähköpostistasi.\n2. Paina **Seuraa tilausta**.\n3. Näet, missä paketti on nyt ja milloin se on perillä.\n\n## Jos linkki ei näytä mitään\n\nTilaus on vielä pakattavana. Pakkaamme arkisin klo 8–16, ja linkki herää, kun kuljetus noutaa paketin.\n\n## Jos luvattu päivä meni jo\n\nKirjoita meille. Selvitämme asian kuljetuksen kanssa ja kerromme sinulle samana päivänä.", "seuranta, paketti, myöhässä, toimitusaika, kuljetus"),
        "sv": ("Var är min beställning?", "Spårningslänken finns i orderbekräftelsen och uppdateras varje timme.", "1. Öppna orderbekräftelsen i din e-post.\n2. Tryck på **Följ beställningen**.\n3. Du ser var paketet är nu och när det är framme.\n\n## Om länken inte visar något\n\nBeställningen packas ännu. Vi packar vardagar kl. 8–16, och länken vaknar när transporten hämtar paketet.\n\n## Om den lovade dagen redan har gått\n\nSkriv till oss. Vi reder ut saken med transporten och berättar samma dag.", "spårning, paket, försenad, leveranstid"),
        "en": ("Where is my order?", "The tracking link is in your order confirmation and is renewed every hour.", "1. Open the order confirmation in your e-mail.\n2. Press **Follow the order**.\n3. You see where the parcel is now and when it arrives.\n\n## If the link shows nothing\n\nThe order is still being packed. We pack on weekdays from 8 to 16, and the link wakes when the carrier fetches the parcel.\n\n## If the promised day has passed\n\nWrite to us. We find out from the carrier and tell you the same day.", "tracking, parcel, late, shipping"),
    }, near=(1, 2)),
    Piece("delivery", {
        "fi": ("Voinko vaihtaa toimituspäivän?", "Kyllä, maksutta edellisen arkipäivän klo 15 asti.", "Avaa seurantalinkki ja valitse **Vaihda päivä**. Näet vapaat ajat omalla alueellasi.\n\n- Ajan voi vaihtaa maksutta edellisen arkipäivän klo 15 asti.\n- Sen jälkeen soita meille: autamme, jos auto ei ole vielä lähtenyt.\n- Ilta-aikoja on klo 21 asti Helsingissä, Tampereella ja Vaasassa.", "toimitusaika, siirtää, aika ei sovi"),
        "sv": ("Kan jag byta leveransdag?", "Ja, avgiftsfritt till kl. 15 föregående vardag.", "Öppna spårningslänken och välj **Byt dag**. Du ser lediga tider i ditt område.\n\n- Tiden kan bytas avgiftsfritt till kl. 15 föregående vardag.\n- Efter det kan du ringa oss: vi hjälper om bilen inte har åkt ännu.\n- Kvällstider finns till kl. 21 i Helsingfors, Tammerfors och Vasa.", "leveranstid, flytta, tiden passar inte"),
        "en": ("Can I change the delivery day?", "Yes, free of charge until 15:00 on the weekday before.", "Open the tracking link and choose **Change the day**. You see the free times in your area.\n\n- The time can be changed free of charge until 15:00 on the weekday before.\n- After that, call us: we help if the van has not left yet.\n- There are evening times until 21:00 in Helsinki, Tampere and Vaasa.", "reschedule, time does not suit"),
    }, near=(0,)),
    Piece("delivery", {
        "fi": ("Kannetaanko huonekalu sisään asti?", "Kyllä, kun valitset kotiinkuljetuksen: kaksi kantajaa tuo sen huoneeseen.", "| Tapa | Mihin asti | Hinta |\n| --- | --- | --- |\n| Nouto myymälästä | Noutotiski | 0 € |\n| Jakelu ovelle | Ulko-ovi | 19 € |\n| Kotiinkuljetus | Huone, kaksi kantajaa | 59 € |\n\nMittaa ovet ja portaat etukäteen. Jos jokin on alle 75 cm leveä, kerro siitä tilatessa.", "kantopalvelu, kotiinkuljetus, portaat, hissi, sohva, sänky"),
        "sv": ("Bärs möbeln ända in?", "Ja, när du väljer hemleverans: två bärare tar in den i rummet.", "| Sätt | Ända till | Pris |\n| --- | --- | --- |\n| Hämtning i butiken | Utlämningsdisken | 0 € |\n| Utdelning till dörren | Ytterdörren | 19 € |\n| Hemleverans | Rummet, två bärare | 59 € |\n\nMät dörrar och trappor på förhand. Berätta när du beställer om något är smalare än 75 cm.", "inbärning, hemleverans, trappor, hiss, soffa, säng"),
        "en": ("Is furniture carried inside?", "Yes, when you choose home delivery: two carriers bring it to the room.", "| Way | As far as | Price |\n| --- | --- | --- |\n| Fetching from the shop | The counter | €0 |\n| To the door | The outer door | €19 |\n| Home delivery | The room, two carriers | €59 |\n\nMeasure doors and stairs beforehand. Tell us when ordering if anything is narrower than 75 cm.", "carry, stairs, lift, sofa, bed"),
    }, near=(0, 1)),
    Piece("returns", {
        "fi": ("Näin palautat tuotteen", "Palautus on maksuton 30 päivän ajan, myymälään tai noutona kotoa.", "1. Kerro palautuksesta tilausvahvistuksen linkistä tai kirjoita meille.\n2. Pakkaa tuote niin, että se kestää matkan.\n3. Tuo se mihin tahansa myymäläämme tai pyydä nouto.\n\nRahat ovat tililläsi viiden arkipäivän kuluessa siitä, kun tuote on meillä. Käytettyä patjaa ja mittatilausta emme voi ottaa takaisin.", "palauttaminen, palautusoikeus, rahat takaisin, peruminen, nouto"),
        "sv": ("Så returnerar du en vara", "Returen är avgiftsfri i 30 dagar, till butiken eller som hämtning hemma.", "1. Anmäl returen via länken i orderbekräftelsen eller skriv till oss.\n2. Packa varan så att den tål resan.\n3. Ta den till vilken av våra butiker som helst eller be om hämtning.\n\nPengarna finns på ditt konto inom fem vardagar efter att varan är hos oss. En använd madrass och måttbeställda varor kan vi inte ta tillbaka.", "returnera, ångerrätt, pengarna tillbaka, avbeställa"),
        "en": ("How to return a product", "Returns are free for 30 days, to a shop or fetched from your home.", "1. Tell us by the link in your order confirmation, or write to us.\n2. Pack the product so that it stands the journey.\n3. Bring it to any of our shops or ask us to fetch it.\n\nThe money is on your account within five weekdays from the day we have the product. We cannot take back a used mattress or things made to measure.", "refund, send back, cancel, money back"),
    }, near=(4, 5)),
    Piece("returns", {
        "fi": ("Tuote on rikki tai osa puuttuu", "Pyydämme anteeksi. Lähetä kuva, niin saat uuden osan tai tuotteen ilman kuluja.", "Kirjoita meille ja liitä mukaan:\n\n- tilausnumero\n- kuva viasta ja kuva pakkauksesta\n- osan numero kokoamisohjeesta, jos osa puuttuu.\n\nUusi osa lähtee viimeistään seuraavana arkipäivänä. Jos tuotetta ei voi korjata, saat uuden tai rahat takaisin: **sinä valitset**.", "virhe, vika, reklamaatio, vaurio, varaosa, ruuvi"),
        "sv": ("Varan är sönder eller en del saknas", "Vi beklagar. Skicka en bild, så får du en ny del eller vara utan kostnad.", "Skriv till oss och bifoga:\n\n- ordernumret\n- en bild av felet och en av förpackningen\n- delens nummer i monteringsanvisningen, om en del saknas.\n\nDen nya delen skickas senast nästa vardag. Om varan inte kan repareras får du en ny eller pengarna tillbaka: **du väljer**.", "fel, reklamation, skada, reservdel, skruv"),
        "en": ("The product is broken or a part is missing", "We are sorry. Send a picture and you get a new part or product at no cost.", "Write to us and add:\n\n- the order number\n- a picture of the fault and one of the packaging\n- the number of the part in the assembly guide, if one is missing.\n\nThe new part leaves on the next weekday at the latest. If the product cannot be mended you get a new one or your money back: **you choose**.", "defect, fault, complaint, damage, spare part"),
    }, near=(3,)),
    Piece("returns", {
        "fi": ("Vaihto toiseen väriin tai kokoon", "Vaihdamme maksutta 30 päivän ajan, kun tuote on käyttämätön.", "Tuo tuote ja kuitti myymälään, niin vaihto käy heti, jos toinen on hyllyssä. Verkkotilauksen vaihdossa lähetämme uuden ja noudamme vanhan samalla käynnillä.\n\nJos uusi maksaa enemmän, maksat vain erotuksen.", "vaihtaminen, väärä väri, väärä koko"),
        "sv": ("Byte till en annan färg eller storlek", "Vi byter avgiftsfritt i 30 dagar när varan är oanvänd.", "Ta varan och kvittot till butiken, så görs bytet genast om den andra finns i hyllan. När du byter en nätbeställning skickar vi den nya och hämtar den gamla vid samma besök.\n\nOm den nya kostar mer betalar du bara skillnaden.", "byta, fel färg, fel storlek"),
        "en": ("Exchange for another colour or size", "We exchange free of charge for 30 days when the product is unused.", "Bring the product and the receipt to a shop, and it is exchanged at once if the other is on the shelf. For an online order we send the new one and fetch the old one on the same visit.\n\nIf the new one costs more, you pay only the difference.", "swap, wrong colour, wrong size"),
    }, near=(3,)),
    Piece("payment", {
        "fi": ("Miten voin maksaa?", "Kortilla, verkkopankissa, laskulla tai lahjakortilla.", "- **Kortti ja verkkopankki**: maksu näkyy heti.\n- **Lasku**: 14 päivää maksuaikaa, ei kuluja.\n- **Osamaksu**: yli 300 euron ostoksille, korko kerrotaan ennen kuin hyväksyt.\n- **Lahjakortti**: myös osaksi maksua.\n\nMyymälässä käyvät myös käteinen ja kaikki yleiset kortit.", "maksutapa, osamaksu, käteinen, kortti"),
        "sv": ("Hur kan jag betala?", "Med kort, i nätbanken, mot faktura eller med presentkort.", "- **Kort och nätbank**: betalningen syns genast.\n- **Faktura**: 14 dagars betalningstid, inga avgifter.\n- **Avbetalning**: för köp över 300 euro, räntan berättas innan du godkänner.\n- **Presentkort**: också som en del av betalningen.\n\nI butiken går det också bra med kontanter och alla vanliga kort.", "betalsätt, avbetalning, kontanter, kort"),
        "en": ("How can I pay?", "By card, online bank, invoice or gift card.", "- **Card and online bank**: the payment shows at once.\n- **Invoice**: 14 days to pay, no fees.\n- **Instalments**: for purchases over 300 euros; the interest is told before you accept.\n- **Gift card**: also as a part of the payment.\n\nIn the shops you can also pay in cash and with all common cards.", "payment method, instalments, cash, card"),
    }, near=(7,)),
    Piece("payment", {
        "fi": ("Lasku näyttää väärältä", "Älä maksa epäselvää osaa. Kirjoita meille, niin eräpäivä siirtyy siihen asti, kun asia on selvä.", "Kerro laskun numero ja se, mikä näyttää väärältä. Tavallisimmat syyt:\n\n1. Palautus ei ole vielä kirjautunut: hyvitys tulee seuraavalle laskulle.\n2. Tilaus tuli kahdessa osassa, ja laskuja on kaksi.\n3. Toimitusmaksu on omalla rivillään.\n\nEmme lähetä muistutusta, kun asia on meillä selvitettävänä.", "laskutus, virhe laskussa, eräpäivä, muistutus, hyvitys"),
        "sv": ("Fakturan ser fel ut", "Betala inte den oklara delen. Skriv till oss, så flyttas förfallodagen tills saken är klar.", "Berätta fakturans nummer och vad som ser fel ut. De vanligaste orsakerna:\n\n1. Returen har inte bokförts ännu: gottgörelsen kommer på nästa faktura.\n2. Beställningen kom i två delar, och fakturorna är två.\n3. Leveransavgiften står på en egen rad.\n\nVi skickar ingen påminnelse medan vi reder ut saken.", "fakturering, fel på fakturan, förfallodag, påminnelse"),
        "en": ("The invoice looks wrong", "Do not pay the unclear part. Write to us and the due date moves until it is clear.", "Tell us the number of the invoice and what looks wrong. The usual reasons:\n\n1. A return is not booked yet: the credit comes on the next invoice.\n2. The order came in two parts, and there are two invoices.\n3. The delivery fee is on a line of its own.\n\nWe send no reminder while we look into it.", "billing, mistake, due date, reminder"),
    }, near=(6,)),
    Piece("care", {
        "fi": ("Miten pesen tyynyn ja peitteen?", "Useimmat voi pestä 60 asteessa; tarkista ohje pesulapusta.", "- **Kuitutyyny ja -peite**: 60 °C, hellävarainen ohjelma, kaksi tennispalloa rumpuun.\n- **Untuva**: 40 °C, pitkä linkous ja kuivausrumpu.\n- **Villa**: tuuleta, älä pese koneessa.\n\nKuivaa aina läpikotaisin. Kostea täyte alkaa haista.", "pesu, peseminen, pesuohje, tuoksu, kuitu, untuva"),
        "sv": ("Hur tvättar jag kudden och täcket?", "De flesta tål 60 grader; se tvättlappen.", "- **Fiberkudde och -täcke**: 60 °C, skonsamt program, två tennisbollar i trumman.\n- **Dun**: 40 °C, lång centrifugering och torktumlare.\n- **Ull**: vädra, tvätta inte i maskin.\n\nTorka alltid ordentligt. En fuktig fyllning börjar lukta.", "tvätt, tvättråd, fiber, dun"),
        "en": ("How do I wash a pillow and a duvet?", "Most can be washed at 60 degrees; see the label.", "- **Fibre**: 60 °C, gentle programme, two tennis balls in the drum.\n- **Down**: 40 °C, a long spin and a tumble dryer.\n- **Wool**: air it, do not machine wash.\n\nAlways dry it through. A damp filling begins to smell.", "washing, laundry, fibre, down"),
    }),
    Piece("care", {
        "fi": ("Valurautapannun hoito", "Pese kuumalla vedellä, kuivaa heti ja öljyä ohuesti.", "Älä käytä astianpesukonetta äläkä liota. Jos pintaan tulee ruostetta, hankaa se teräsvillalla ja **rasvapolta** pannu:\n\n1. Sivele ohut kerros rypsiöljyä.\n2. Pidä uunissa 200 asteessa tunti ylösalaisin.\n3. Anna jäähtyä uunissa.", "ruoste, pata, rasvapoltto, pannu, puhdistus"),
        "sv": ("Skötsel av gjutjärnspannan", "Tvätta med hett vatten, torka genast och olja tunt.", "Använd inte diskmaskin och blötlägg inte. Om det bildas rost, gnid bort den med stålull och **bränn in** pannan:\n\n1. Stryk på ett tunt lager rypsolja.\n2. Håll den upp och ner i ugnen i 200 grader en timme.\n3. Låt den svalna i ugnen.", "rost, gryta, inbränning, panna"),
        "en": ("Caring for a cast iron pan", "Wash with hot water, dry at once and oil thinly.", "Do not use a dishwasher and do not soak. If rust appears, rub it off with steel wool and **season** the pan:\n\n1. Spread a thin layer of rapeseed oil.\n2. Keep it upside down in the oven at 200 degrees for an hour.\n3. Let it cool in the oven.", "rust, pot, seasoning, cleaning"),
    }),
    Piece("care", {
        "fi": ("Kokoamisohje on kadonnut", "Jokaisen huonekalun ohje on tuotteen sivulla, ja lähetämme sen myös postissa.", "Etsi tuotetta nimellä verkkokaupasta ja avaa **Ohjeet**. Tuotenumero on tarrassa istuimen tai pohjan alla.\n\nEtkö saa koottua? Kokoaja tulee kotiin samalla viikolla, hinta alkaen 49 €.", "kasaaminen, asennus, ohje, kokoaja, kokoamispalvelu"),
        "sv": ("Monteringsanvisningen är borta", "Anvisningen för varje möbel finns på produktens sida, och vi skickar den också per post.", "Sök produkten med dess namn i nätbutiken och öppna **Anvisningar**. Produktnumret finns på dekalen under sitsen eller bottnen.\n\nFår du inte ihop den? En montör kommer hem till dig samma vecka, från 49 €.", "montera, installation, anvisning, montör"),
        "en": ("The assembly guide is lost", "The guide for every piece of furniture is on the product's page, and we also post it.", "Look for the product by name in the online shop and open **Guides**. The product number is on the label under the seat or the base.\n\nCannot put it together? An assembler comes to your home the same week, from €49.", "instructions, manual, putting together, assembler"),
    }, near=(4,)),
    Piece("care", {
        "fi": ("Tahra sohvassa tai matossa", "Imeytä heti, älä hankaa. Kylmä vesi ensin.", "- **Kahvi ja viini**: imeytä talouspaperiin, sitten kylmää vettä ja mietoa pesuainetta.\n- **Rasva**: perunajauho, odota tunti, imuroi.\n- **Muste**: jätä meille, kotikonstit levittävät sen.\n\nIrrotettavat päälliset voi pestä pesulapun mukaan. Kotihuoltomme poistaa tahrat puolestasi.", "puhdistus, kahvi, viini, tahranpoisto, matto"),
        "sv": ("En fläck på soffan eller mattan", "Sug upp genast, gnid inte. Kallt vatten först.", "- **Kaffe och vin**: sug upp med hushållspapper, sedan kallt vatten och milt tvättmedel.\n- **Fett**: potatismjöl, vänta en timme, dammsug.\n- **Bläck**: lämna det till oss, huskurer sprider det.\n\nAvtagbara överdrag tvättas enligt tvättlappen. Vår hemvård tar bort fläckar åt dig.", "rengöring, kaffe, vin, fläckborttagning"),
        "en": ("A stain on a sofa or a rug", "Soak it up at once, do not rub. Cold water first.", "- **Coffee and wine**: soak up with kitchen paper, then cold water and mild detergent.\n- **Grease**: potato flour, wait an hour, vacuum.\n- **Ink**: leave it to us, home remedies spread it.\n\nRemovable covers are washed by the label. Our care at home removes stains for you.", "cleaning, coffee, wine, stain removal"),
    }),
    Piece("among-us", {
        "fi": ("Kun toimitus on myöhässä: mitä lupaamme", "Pyydä anteeksi, kerro uusi aika ja hyvitä toimitusmaksu itse.", "1. Soita kuljetukseen ennen kuin vastaat, numero on toimituksen linjalla.\n2. Lupaa vain aika, jonka kuljetus vahvisti.\n3. Hyvitä toimitusmaksu kysymättä. Yli 60 euron hyvitys vaatii valtuuden.", "myöhästyminen, hyvitys, valtuus"),
        "sv": ("När leveransen är försenad: vad vi lovar", "Be om ursäkt, berätta den nya tiden och gottgör leveransavgiften själv.", "1. Ring transporten innan du svarar, numret finns på leveranslinjen.\n2. Lova bara en tid som transporten har bekräftat.\n3. Gottgör leveransavgiften utan att fråga. Över 60 euro kräver befogenhet.", "försening, gottgörelse"),
    }, audience="staff"),
    Piece("among-us", {
        "fi": ("Hätääntynyt asiakas tiskillä", "Istuta, kuuntele ensin, lupaa yksi asia ja pidä se.", "- Siirry rauhalliseen paikkaan.\n- Toista asiakkaan asia omin sanoin.\n- Ota asia itsellesi ja kerro nimesi.", "pikakaista, hätä, suuttunut"),
    }, audience="staff"),
)  # fmt: skip

MISSED: tuple[tuple[str, str, str, int], ...] = (
    ("lahjakortti voimassa", "fi", "customers", 9), ("kesätyö", "fi", "customers", 4), ("pihakeinun varaosat", "fi", "customers", 3),
    ("presentkort giltighet", "sv", "customers", 5), ("öppettider julen", "sv", "customers", 2),
    ("warranty abroad", "en", "customers", 3), ("käteisen raja kassalla", "fi", "staff", 2),
)  # fmt: skip

SAID: tuple[tuple[int, str, bool, str], ...] = (
    (0, "fi", True, ""), (0, "fi", True, ""), (0, "fi", True, "Selkeä, löytyi heti."),
    (0, "fi", False, "Linkki näyttää vain, että tilaus on vastaanotettu. Olisi hyvä tietää, kauanko siinä menee."),
    (0, "sv", True, ""), (3, "fi", True, ""), (3, "fi", True, ""), (3, "en", True, ""),
    (3, "fi", False, "Entä jos kuitti on hukassa?"), (8, "fi", True, "Tennispallot toimivat!"), (8, "sv", False, "Gäller det också barntäcken?"),
    (2, "fi", True, ""),
)  # fmt: skip
