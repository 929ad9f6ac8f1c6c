import pytest

from kohtaamo.channels.mail.reading.quotes import new_words

MESSAGE = "Hei,\n\nsohva tuli rikki. Mitä teen?"
QUOTE = "pe 20. lokakuuta 2017 klo 17.50 Kide <palvelu@kide.example> kirjoitti:\n\n> Hei\n> Matti"

CLOSINGS = """
Terveisin,
Matti Meikäläinen
===
Terveisin Matti
===
T. Matti
===
t: Matti M
===
Yst.terv.
Matti
===
Kiitos ja terveisin,
Matti
===
Kiittäen, Matti
===
Aurinkoista päivänjatkoa toivottaen,
Matti
===
Ystävällisin terveisin

Matti Meikäläinen
Toimitusjohtaja
Yritys Oy
Katu 1, 00100 Helsinki
puh. 040 123 4567
matti@asiakas.example
===
*Ystävällisin terveisin,*
*Matti*
===
Parhain terveisin / Best regards
Matti
===
Kiitos,
Matti
===
Med vänlig hälsning
Anna Svensson
===
Mvh Anna
===
Hälsningar Anna
===
Best regards,
John Doe | Head of Things | +358 40 123 4567
===
Regards,

John Doe
CEO @ Acme !
===
Kind regards
===
Mit freundlichen Grüßen

Hans Müller
===
Cordialement,

Pierre
===
Terveisin Matti

[cid:image001.png@01D]
===
-Matti
===
--
Matti
===
Best regards,
John

--
John Doe
Senior Developer

Sent from my iPhone
"""

FOOTERS = """
Lähetetty iPhonesta
Lähetetty iPhonestani
Lähetetty Samsung Galaxy -älypuhelimesta.
Lähetetty Huawei-matkapuhelimestani
Lähetetty Windows 10:n Sähköpostista
Lähetetty laitteesta Outlook for Android
Lähetetty Outlook for iOS:stä
Lähetetty Yahoo Mailista Androidilla
Hanki Outlook for Android
Hanki Outlook for iOS<https://aka.ms/o0ukef>
Skickat från min iPhone
Skickat från min Samsung Galaxy-smartphone.
Skickat från Outlook för iOS
Skaffa Outlook för Android
Skickat från E-post för Windows
Sent from my iPhone
Sent from my Verizon Wireless BlackBerry
Sent from my Galaxy
Sent from Mail for Windows
Sent from Yahoo Mail on Android
Get Outlook for Android <https://aka.ms/AAb9ysg>
Von meinem iPhone gesendet
Gesendet mit der Telekom Mail App
Envoyé à partir de Outlook pour iOS<https://aka.ms/o0ukef>
Enviado desde mi iPhone
Enviado do meu iPhone
Inviato da iPhone
Verstuurd vanaf mijn iPhone
Sendt fra min iPhone
Отправлено с iPhone
Wysłane z iPhone'a
Odesláno z iPhonu
Az iPhone-omról küldve
iPhone'umdan gönderildi
iPhoneから送信
发自我的iPhone
나의 iPhone에서 보냄
"""

FOOTNOTES = """
Tämä sähköpostiviesti ja sen liitteet ovat luottamuksellisia ja tarkoitettu vain vastaanottajalle. \
Jos olet saanut viestin vahingossa, ilmoita lähettäjälle ja poista viesti.
===
Detta meddelande är konfidentiellt och avsett endast för mottagaren. Om du fått det av misstag, radera det.
===
This e-mail and any attachments are confidential and intended solely for the addressee.
If you have received it in error please delete it.
===
Please consider the environment before printing this e-mail
===
Virus-free. www.avast.com
<https://www.avast.com/sig-email>
===
_______________________________________________
sofas mailing list
sofas@kide.example
"""


def listed(text: str, mark: str = "\n===\n") -> list[str]:
    return text.strip("\n").split(mark)


@pytest.mark.parametrize("ending", [*listed(CLOSINGS), *listed(FOOTERS, "\n"), *listed(FOOTNOTES)])
def test_what_is_not_the_message_goes_from_its_end(ending: str) -> None:
    assert new_words(f"{MESSAGE}\n\n{ending}") == MESSAGE
    assert new_words(f"{MESSAGE}\n\n{ending}\n\n{QUOTE}") == MESSAGE


@pytest.mark.parametrize("footnote", listed(FOOTNOTES))
def test_a_closing_above_a_footnote_goes_with_it(footnote: str) -> None:
    assert new_words(f"{MESSAGE}\n\nTerveisin,\nMatti\n\n{footnote}") == MESSAGE


def test_a_signature_after_its_delimiter_goes_however_long() -> None:
    signature = "\n".join(f"Rivi {number}, onko tämä pitkä?" for number in range(30))
    assert new_words(f"{MESSAGE}\n\n-- \n{signature}") == MESSAGE


@pytest.mark.parametrize("only", ["Terveisin, Matti", "Kiitos!", "Sent from my iPhone", "-- \nMatti", "Mvh\nAnna"])
def test_a_mail_that_is_but_an_ending_is_given_whole(only: str) -> None:
    assert new_words(only) == only


@pytest.mark.parametrize(
    "text",
    [
        "Hei\n\nTerveisin muuten myös äidiltäni, joka tilasi teiltä maton viime viikolla.",
        "Hei\n\nBest regards is what you always write but nothing happens.",
        "Hei\n\nTerveisin, Matti\n\nPS. Avain on maton alla.",
        "Hei\n\nKiitos,\nsohva tuli",
        "Hej\n\nTack,\nmen soffan är trasig. När kommer någon?",
        "Hei,\n\nen saanut vahvistusta. Lähetin iPhonesta tilauksen eilen.",
        "Hei\n\nLähetetty tuote oli väärä. Lähetittekö iPhonen sijaan Samsungin?",
        "Hello\n\n-- first point\n-- second point\n\nThanks!",
        "Hi\n\n--\nIs this in stock?",
        "Haluan nämä:\n\n- Kide-sohva",
        "Lista\n\n-Sohva\n\n-Matto",
        "Hei, soittakaa minulle\n\n040 123 4567",
        "Tämä viesti on luottamuksellinen, älkää kertoko vaimolleni.",
        "Hei\n\nSain viestin joka oli luottamuksellinen ja tarkoitettu muille. Miksi se tuli vahingossa minulle?",
    ],
)
def test_words_that_resemble_an_ending_stay(text: str) -> None:
    assert new_words(text) == text
