import pytest

from kohtaamo.channels.mail.reading.quotes import new_words

REPLY = "Lorem ipsum dolor sit amet.\n\nConsectetur adipiscing elit."
QUOTED = "Sed do eiusmod tempor\n\nincididunt ut labore."

# One per line, as programs in many languages write them; ⏎ is a line break.
ATTRIBUTIONS = """
On Fri, Oct 20, 2017 at 5:50 PM Jukka Koe <jukka@kide.example> wrote:
On Fri, Oct 20, 2017 at 5:50 PM, Jukka Koe <jukka@kide.example> wrote:
On 20 Oct 2017, at 17:50, Jukka Koe <jukka@kide.example> wrote:
On 20/10/2017 17:50, Jukka Koe wrote:
On 2017-10-20 17:50, Jukka Koe wrote:
On Friday, October 20, 2017, 05:50:17 PM GMT+3, Jukka Koe <jukka@kide.example> wrote:
On Friday, October 20, 2017, John O'Brien-Smith (Dr.) <jukka@kide.example> wrote:
On Dec 15, 2024, at 2:00 PM, "Jean-François O'Brien [Acme: Sales] (ext)" <jf+x@kide.example> wrote:
On Dec 15, 2024, at 2:00 PM, José García-López & Søn, Jr. <jf+x@kide.example> wrote:
On Dec 15, 2024, at 2:00 PM, Müller, Hans-Peter (GER/Köln) <jf+x@kide.example> wrote:
On Dec 15, 2024, at 2:00 PM, 李明 <jf+x@kide.example> wrote:
On Dec 15, 2024, at 2:00 PM, 🎉 Party <jf+x@kide.example> wrote:
On Dec 15, 2024, at 2:00 PM, Jane Doe <jane@example.com> wrote:Thanks
On Dec 15, 2024, at 2:00 PM, Jane Doe <jane@example.com> wrote:> Thanks
On Dec 15, 2024, at 2:00 PM, Jane Doe <jane@example.com> wrote :
On Tuesday, January 3, 2017 at 10:35 AM, Kide Palvelu⏎<palvelu@kide.example>⏎wrote:
On Thursday, December 15, 2016, Kide Palvelu <⏎palvelu@kide.example> wrote:
On 12/15/2016 9:35 AM, Kide Palvelu wrote:
On Thu, 15 Dec 2016 09:35:00 +0100⏎Kide Palvelu <palvelu@kide.example> wrote:
---- On Wed, 24 Feb 2021 14:02:50 +0530 jukka@kide.example wrote ----
---- On Wed, 24 Feb 2021 14:02:50 +0530 John <jukka@kide.example> wrote ---
---- Le mer., 24 févr. 2021 14:02:50 +0100 John <jukka@kide.example> a écrit ----
---- Den ons, 24 feb. 2021 14:02:50 +0100 John <jukka@kide.example> skrev ----
---- Am Mi, 24 Feb 2021 14:02:50 +0100 jukka@kide.example schrieb ----
---- El mié, 24 feb 2021 14:02:50 +0100 jukka@kide.example escribió ----
pe 20. lokakuuta 2017 klo 17.50 Jukka Koe <jukka@kide.example> kirjoitti:
pe 20. lokak. 2017 klo 17.50 Jukka Koe (jukka@kide.example) kirjoitti:
Jukka Koe <jukka@kide.example> kirjoitti 20.10.2017 kello 17.50:
Jukka Koe kirjoitti 20.10.2017 klo 17:50:
20.10.2017 17.50, Jukka Koe kirjoitti:
20.10.2017, 17:50, Jukka Koe <jukka@kide.example> kirjoitti:
perjantai 20. lokakuuta 2017 klo 17.50.17 UTC+3 Jukka Koe <jukka@kide.example> kirjoitti:
perjantai 20. lokakuuta 2017 Jukka Koe <jukka@kide.example> kirjoitti:
Perjantaina 20. lokakuuta 2017 Jukka Koe <jukka@kide.example> kirjoitti:
Jukka Koe <jukka@kide.example> kirjoitti pe 20. lokak. 2017 klo 17.50:
Jukka Koe kirjoitti 2017-10-20 17:50:
Lainaus Jukka Koe <jukka@kide.example>:
Quoting Jukka Koe <jukka@kide.example>:
Citerar Jukka Koe <jukka@kide.example>:
Zitat von Jukka Koe <jukka@kide.example>:
Den 20 okt. 2017 kl. 17:50 skrev Jukka Koe <jukka@kide.example>:
Den fre 20 okt. 2017 kl 17:50 skrev Jukka Koe <jukka@kide.example>:
Den fre 20 okt 2017 17:50Jukka Koe <jukka@kide.example> skrev:
20 okt. 2017 kl. 17:50 skrev Jukka Koe <jukka@kide.example>:
Den 2017-10-20 kl. 17:50, skrev Jukka Koe:
Den fredag 20 oktober 2017 17:50:17 CEST skrev Jukka Koe <jukka@kide.example>:
fredag 20 oktober 2017 skrev Jukka Koe <jukka@kide.example>:
Fredagen den 20 oktober 2017 skrev Jukka Koe <jukka@kide.example>:
2017-10-20 17:50 GMT+02:00 Jukka Koe <jukka@kide.example>:
2017-10-20 17:50 skrev Jukka Koe:
Den 20/10/2017 kl. 17.50 skrev Jukka Koe:
Den fre. 20. okt. 2017 kl. 17.50 skrev Jukka Koe <jukka@kide.example>:
fre. 20. okt. 2017 kl. 17:50 skrev Jukka Koe <⏎jukka@kide.example>:
Den fredag den 20. oktober 2017 17.50.17 CEST skrev Jukka Koe <jukka@kide.example>:
20. okt. 2017 kl. 17:50 skrev Jukka Koe <jukka@kide.example>:
Am 20.10.2017 um 17:50 schrieb Jukka Koe:
Am 20.10.2017 um 17:50 schrieb Jukka Koe <jukka@kide.example>:
Am Fr., 20. Okt. 2017 um 17:50 Uhr schrieb Jukka Koe <jukka@kide.example>:
Am Freitag, 20. Oktober 2017 schrieb Jukka Koe <jukka@kide.example>:
Am Freitag, den 20.10.2017, 17:50 +0200 schrieb Jukka Koe:
Am Freitag, 20. Oktober 2017, 17:50:17 MESZ hat Jukka Koe <jukka@kide.example> Folgendes geschrieben:
Jukka Koe <jukka@kide.example> schrieb am Fr., 20. Okt. 2017, 17:50:
Jukka Koe schrieb am 20.10.2017 um 17:50:
Jukka Koe <jukka@kide.example> hat am 20. Oktober 2017 um 17:50 geschrieben:
Jukka Koe <jukka@kide.example> hat am 20.10.2017 17:50 CET geschrieben:
Le 20 oct. 2017 à 17:50, Jukka Koe <jukka@kide.example> a écrit :
Le ven. 20 oct. 2017 à 17:50, Jukka Koe <jukka@kide.example> a écrit :
Le 20/10/2017 à 17:50, Jukka Koe a écrit :
Le 20/10/2017 17:50, Jukka Koe a écrit :
Le vendredi 20 octobre 2017 à 17:50:17 UTC+2, Jukka Koe <jukka@kide.example> a écrit :
Le vendredi 20 octobre 2017, Jukka Koe <jukka@kide.example> a écrit :
Le mar. 3 janv. 2017 à 10:35, Kide Palvelu <⏎palvelu@kide.example> a écrit :
Le mar. 3 janv. 2017 à 10:35, Company⏎Questions⏎<palvelu@kide.example>⏎a écrit :
Le mar. 3 janv. 2017 à 10:35, Kide Palvelu <palvelu@kide.example> a⏎écrit :
El 20 oct 2017, a las 17:50, Jukka Koe <jukka@kide.example> escribió:
El vie., 20 oct. 2017 a las 17:50, Jukka Koe (<jukka@kide.example>) escribió:
El vie, 20 oct 2017 a las 17:50, Jukka Koe (<jukka@kide.example>)⏎escribió:
El 20/10/2017 a las 17:50, Jukka Koe escribió:
El viernes, 20 de octubre de 2017, Jukka Koe <jukka@kide.example> escribió:
El viernes, 20 de octubre de 2017, 17:50:17 CEST, Jukka Koe <jukka@kide.example> escribió:
Em sex., 20 de out. de 2017 às 17:50, Jukka Koe <jukka@kide.example> escreveu:
Em 20 de out. de 2017, à(s) 17:50, Jukka Koe <jukka@kide.example> escreveu:
Em 20/10/2017 17:50, Jukka Koe escreveu:
Em sexta-feira, 20 de outubro de 2017 17:50:17 BRT, Jukka Koe <jukka@kide.example> escreveu:
No dia 20/10/2017, às 17:50, Jukka Koe <jukka@kide.example> escreveu:
A sexta, 20/10/2017, 17:50, Jukka Koe <jukka@kide.example> escreveu:
Jukka Koe <jukka@kide.example> escreveu no dia sexta, 20/10/2017 à(s) 17:50:
Il 20/10/2017 17:50, Jukka Koe ha scritto:
Il giorno ven 20 ott 2017 alle ore 17:50 Jukka Koe <jukka@kide.example> ha scritto:
Il giorno 20 ott 2017, alle ore 17:50, Jukka Koe <jukka@kide.example> ha scritto:
Il 20 ottobre 2017 alle 17.50 Jukka Koe <jukka@kide.example> ha scritto:
Il venerdì 20 ottobre 2017, 17:50:17 CEST, Jukka Koe <jukka@kide.example> ha scritto:
Il ven 20 ott 2017, 17:50 Jukka Koe <jukka@kide.example> ha scritto:
Op vr 20 okt. 2017 om 17:50 schreef Jukka Koe <jukka@kide.example>:
Op 20 okt. 2017, om 17:50 heeft Jukka Koe <jukka@kide.example> het volgende geschreven:
Op 20-10-17 om 17:50 schreef Jukka Koe:
Op vrijdag 20 oktober 2017 schreef Jukka Koe <jukka@kide.example>:
Op vrijdag 20 oktober 2017 17:50:17 CEST schreef Jukka Koe <jukka@kide.example>:
пт, 20 окт. 2017 г. в 17:50, Jukka Koe <jukka@kide.example>:
20 октября 2017 г., 17:50 пользователь Jukka Koe <jukka@kide.example> написал:
20 окт. 2017 г., в 17:50, Jukka Koe <jukka@kide.example> написал(а):
Пятница, 20 октября 2017, 17:50 +03:00 от Jukka Koe <jukka@kide.example>:
20.10.2017 17:50, Jukka Koe пишет:
20.10.2017, 17:50, "Jukka Koe" <jukka@kide.example>:
Пт 20 окт. 2017 17:50, Jukka Koe <jukka@kide.example>:
пт, 20 жовт. 2017 р. о 17:50 Jukka Koe <jukka@kide.example> пише:
W dniu 20.10.2017 o 17:50, Jukka Koe pisze:
W dniu pt., 20.10.2017 o 17:50 Jukka Koe <jukka@kide.example> napisał(a):
pt., 20 paź 2017 o 17:50 Jukka Koe <jukka@kide.example> napisał(a):
Wiadomość napisana przez Jukka Koe <jukka@kide.example> w dniu 20 paź 2017, o godz. 17:50:
W dniu piątek, 20 października 2017 17:50:17 CEST użytkownik Jukka Koe <jukka@kide.example> napisał:
Dnia 20 października 2017 17:50 Jukka Koe <jukka@kide.example> napisał(a):
Dnia 2017-10-20, o godz. 17:50:00 Jukka Koe <jukka@kide.example> napisał(a):
pá 20. 10. 2017 v 17:50 odesílatel Jukka Koe <jukka@kide.example> napsal:
Dne 20.10.2017 v 17:50 Jukka Koe napsal(a):
Dne pátek 20. října 2017 Jukka Koe <jukka@kide.example> napsal(a):
20. 10. 2017 v 17:50, Jukka Koe <jukka@kide.example>:
pi 20. 10. 2017 o 17:50 Jukka Koe <jukka@kide.example> napísal(a):
Dňa 20.10.2017 o 17:50 Jukka Koe napísal(a):
Jukka Koe <jukka@kide.example> ezt írta (időpont: 2017. okt. 20., P, 17:50):
2017. okt. 20. 17:50 ezt írta ("Jukka Koe" <jukka@kide.example>):
2017.10.20. 17:50 keltezéssel, Jukka Koe írta:
20 Eki 2017 Cum 17:50 tarihinde Jukka Koe <jukka@kide.example> şunu yazdı:
Jukka Koe <jukka@kide.example>, 20 Eki 2017 Cum, 17:50 tarihinde şunu yazdı:
Jukka Koe (jukka@kide.example) şunları yazdı (20 Eki 2017 17:50):
20 Ekim 2017 17:50 tarihinde Jukka Koe <jukka@kide.example> yazdı:
2017年10月20日(金) 17:50 Jukka Koe <jukka@kide.example>:
2017/10/20 17:50、Jukka Koe <jukka@kide.example>のメール:
2017年10月20日 17:50、Jukka Koe <jukka@kide.example>のメール：
2017年10月20日金曜日、Jukka Koe <jukka@kide.example>は書きました:
On 2017/10/20 17:50, Jukka Koe wrote:
Jukka Koe <jukka@kide.example> 于2017年10月20日周五 17:50写道：
在 2017年10月20日，下午5:50，Jukka Koe <jukka@kide.example> 写道：
在 2017-10-20 17:50:17，"Jukka Koe" <jukka@kide.example> 写道：
2017年10月20日 17:50，Jukka Koe <jukka@kide.example> 寫道：
Jukka Koe <jukka@kide.example> 於 2017年10月20日 週五 下午5:50寫道：
2017년 10월 20일 (금) 오후 5:50, Jukka Koe <jukka@kide.example>님이 작성:
2017. 10. 20. 오후 5:50, Jukka Koe <jukka@kide.example> 작성:
În vin., 20 oct. 2017 la 17:50, Jukka Koe <jukka@kide.example> a scris:
Στις Παρ, 20 Οκτ 2017 στις 5:50 μ.μ., ο χρήστης Jukka Koe <jukka@kide.example> έγραψε:
Kontakt Jukka Koe (<jukka@kide.example>) kirjutas kuupäeval R, 20. oktoober 2017 kell 17:50:
piektd., 2017. g. 20. okt., plkst. 17:50 — lietotājs Jukka Koe (<jukka@kide.example>) rakstīja:
2017-10-20, pn, 17:50 Jukka Koe <jukka@kide.example> rašė:
V V pet., 20. okt. 2017 ob 17:50 je oseba Jukka Koe <jukka@kide.example> napisala:
pet, 20. lis 2017. u 17:50 Jukka Koe <jukka@kide.example> napisao je:
На пт, 20.10.2017 г. в 17:50 Jukka Koe <jukka@kide.example> написа:
Vào Th 6, 20 thg 10, 2017 lúc 17:50 Jukka Koe <jukka@kide.example> đã viết:
Pada tanggal Jum, 20 Okt 2017 pukul 17.50 Jukka Koe <jukka@kide.example> menulis:
בתאריך יום ו׳, 20 באוק׳ 2017 ב-17:50 מאת Jukka Koe <\u202ajukka@kide.example\u202c\u200f>:
في الجمعة، ٢٠ أكتوبر ٢٠١٧ في ٥:٥٠ م تمت كتابة ما يلي بواسطة Jukka Koe <jukka@kide.example>:
Jukka Koe wrote on 20.10.2017 17:50:39:
Jukka Koe <jukka@kide.example> wrote:
Jukka Koe⏎<jukka@kide.example> kirjoitti pe 20. lokak. 2017 klo 17.50:
Il 20/10/2017 17:50, Jukka Koe via Acme ha scritto:
""".strip().split("\n")


@pytest.mark.parametrize("header", [line.replace("⏎", "\n") for line in ATTRIBUTIONS])
def test_an_attribution_ends_the_reply(header: str) -> None:
    assert new_words(f"{REPLY}\n\n{header}\n\n{QUOTED}") == REPLY


@pytest.mark.parametrize("header", [line.replace("⏎", "\n") for line in ATTRIBUTIONS])
def test_an_answer_under_the_marked_lines_of_an_attribution_stays(header: str) -> None:
    assert new_words(f"{header}\n> Sed do eiusmod\n\n{REPLY}") == REPLY
