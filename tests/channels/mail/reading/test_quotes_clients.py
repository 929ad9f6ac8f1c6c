import pytest

from kohtaamo.channels.mail.reading.quotes import new_words

FINNISH = "Hei,\n\nperjantai sopii. Tuletteko ennen kahta?"
SWEDISH = "Hej,\n\nfredag passar bra. Kommer ni före två?"
ENGLISH = "Hi,\n\nFriday is fine. Will you come before two?"

REPLIES = {
    "Outlook desktop, Finnish": f"""{FINNISH}

Ystävällisin terveisin

Liisa Virtanen
Puh. 040 123 4567

Lähettäjä: Kide-kalusteet <palvelu@kide.example>
Lähetetty: keskiviikko 14. tammikuuta 2026 9.12
Vastaanottaja: Liisa Virtanen <liisa@asiakas.example>
Aihe: VS: Toimitus AT-10482

Hei Liisa,

sopiiko perjantai?
""",
    "Outlook desktop, Swedish": f"""{SWEDISH}

Med vänlig hälsning
Anna Svensson

-----Ursprungligt meddelande-----
Från: Kide Möbler <service@kide.example>
Skickat: den 14 januari 2026 09:12
Till: 'Anna Svensson'
Ämne: SV: Leverans

Hej Anna! Passar fredag?
""",
    "Outlook desktop, English": f"""{ENGLISH}

Kind regards,
John

From: Kide Furniture <service@kide.example>
Sent: Wednesday, January 14, 2026 9:12 AM
To: John Coe <john@customer.example>
Cc: Stores
Subject: RE: Delivery

Hi John, does Friday suit you?
""",
    "Outlook mobile, Finnish": f"""{FINNISH}

Hanki Outlook for Android<https://aka.ms/AAb9ysg>
________________________________
From: Kide <palvelu@kide.example>
Sent: Wednesday, January 14, 2026 9:12:00 AM
To: Liisa <liisa@asiakas.example>
Subject: Toimitus

Hei Liisa
""",
    "Outlook mobile, Swedish": f"""{SWEDISH}

Skickat från Outlook för iOS<https://aka.ms/o0ukef>
________________________________
Från: Kide <service@kide.example>
Skickat: onsdag, januari 14, 2026 9:12 fm
Till: Anna <anna@kund.example>
Ämne: Leverans

Hej Anna
""",
    "Gmail, Finnish": f"""{FINNISH}

T. Liisa

ke 14. tammik. 2026 klo 9.12 Kide-kalusteiden asiakaspalvelu ja toimitus <
palvelu@kide.example> kirjoitti:

> Hei Liisa,
>
> sopiiko perjantai?
>
""",
    "Gmail, Swedish": f"""{SWEDISH}

Den ons 14 jan. 2026 kl 09:12 skrev Kide Möbler <service@kide.example>:

> Hej Anna! Passar fredag?
""",
    "Gmail, English": f"""{ENGLISH}

On Wed, Jan 14, 2026 at 9:12 AM Kide Furniture <service@kide.example>
wrote:

> Hi John, does Friday suit you?
""",
    "Apple Mail, Finnish": f"""{FINNISH}

> Kide <palvelu@kide.example> kirjoitti 14.1.2026 kello 9.12:
>
> Hei Liisa
""",
    "Apple Mail, Swedish": f"""{SWEDISH}

> 14 jan. 2026 kl. 09:12 skrev Kide <service@kide.example>:
>
> Hej Anna
""",
    "Apple Mail, English": f"""{ENGLISH}

> On 14 Jan 2026, at 9.12, Kide <service@kide.example> wrote:
>
> Hi John
""",
    "Thunderbird, Finnish": f"""{FINNISH}

Kide kirjoitti 14.1.2026 klo 9.12:
> Hei Liisa

--{" "}
Liisa Virtanen
""",
    "Thunderbird, Swedish": f"""{SWEDISH}

Den 2026-01-14 kl. 09:12, skrev Kide:
> Hej Anna
""",
    "Thunderbird, English": f"""{ENGLISH}

On 14.1.2026 9.12, Kide wrote:
> Hi John
""",
    "Yahoo, Finnish": f"""{FINNISH}

Lähetetty Yahoo Mailista Androidilla

    keskiviikko 14. tammikuuta 2026 klo 9.12.01 UTC+2 Kide <palvelu@kide.example> kirjoitti:

 Hei Liisa
""",
    "Yahoo, Swedish": f"""{SWEDISH}

    Den onsdag 14 januari 2026 09:12:01 CET skrev Kide <service@kide.example>:

 Hej Anna
""",
    "Yahoo, English": f"""{ENGLISH}

Sent from Yahoo Mail on Android

  On Wed, Jan 14, 2026 at 9:12, Kide<service@kide.example> wrote:   Hi John
does Friday suit you?
""",
    "Samsung, Finnish": f"""{FINNISH}

Lähetetty Galaxystani

-------- Alkuperäinen viesti --------
Lähettäjä: Kide <palvelu@kide.example>
Päivämäärä: 14.1.2026 9.12 (GMT+02:00)
Saaja: Liisa <liisa@asiakas.example>
Aihe: Toimitus

Hei Liisa
""",
    "Samsung, Swedish": f"""{SWEDISH}

Skickat från min Galaxy

-------- Originalmeddelande --------
Från: Kide <service@kide.example>
Datum: 2026-01-14 09:12 (GMT+01:00)
Till: Anna <anna@kund.example>
Ämne: Leverans

Hej Anna
""",
    "Samsung, English": f"""{ENGLISH}

Sent from my Galaxy

-------- Original message --------
From: Kide <service@kide.example>
Date: 14/01/2026 09:12 (GMT+02:00)
To: John <john@customer.example>
Subject: Delivery

Hi John
""",
    "iPhone, Finnish": f"""{FINNISH}

Lähetetty iPhonesta

> Kide <palvelu@kide.example> kirjoitti 14.1.2026 kello 9.12:
>
> \ufeffHei Liisa
""",
    "iPhone, Swedish": f"""{SWEDISH}

Skickat från min iPhone

> 14 jan. 2026 kl. 09:12 skrev Kide <service@kide.example>:
>
> \ufeffHej Anna
""",
    "iPhone, English": f"""{ENGLISH}

Sent from my iPhone

> On Jan 14, 2026, at 9:12\u202fAM, Kide <service@kide.example> wrote:
>
> \ufeffHi John
""",
    "made from HTML": f"""{FINNISH}

**Lähettäjä:** Kide <palvelu@kide.example>

**Lähetetty:** keskiviikko 14. tammikuuta 2026 9.12

**Vastaanottaja:** Liisa

**Aihe:** Toimitus

> Hei Liisa
>
> > Hei
""",
}


@pytest.mark.parametrize("client", REPLIES)
def test_a_reply_from_a_common_program_is_reduced_to_its_message(client: str) -> None:
    expected = next(text for text in (FINNISH, SWEDISH, ENGLISH) if REPLIES[client].startswith(text))
    assert new_words(REPLIES[client]) == expected
