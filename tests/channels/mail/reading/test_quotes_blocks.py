import pytest

from kohtaamo.channels.mail.reading.quotes import new_words

REPLY = "Lorem ipsum dolor sit amet.\n\nConsectetur adipiscing elit."
QUOTED = "Sed do eiusmod tempor\n\nincididunt ut labore."

# One per paragraph.
BLOCKS = """
Von: Kide Palvelu [mailto:palvelu@kide.example]
Gesendet: Dienstag, 3. Januar 2017 10:35
An: someone@hotmail.de
Betreff: Sohvaabitur

Von: Kide Palvelu
Gesendet: Dienstag, 3. Januar 2017 10:35
An: someone
Cc: x
Betreff: Sohvaabitur

Gesendet: Dienstag, 03. Januar 2017 um 10:35 Uhr
Von: "Company" <a@kide.example>
An: m@asiakas.example
Betreff: Sohva

*Von:* Company <a@kide.example>
*Gesendet:* Dienstag, 3. Januar 2017 10:35
*An:* m@asiakas.example
*Betreff:* Sohva

**Von:** Company <a@kide.example>
**Gesendet:** Dienstag, 3. Januar 2017 10:35
**An:** m@asiakas.example
**Betreff:** Sohva

Lähettäjä: Company <a@kide.example>
Lähetetty: tiistai 3. tammikuuta 2017 10.35
Vastaanottaja: m@asiakas.example
Aihe: Sohva

Lähettäjä: Company
Lähetetty: tiistai 3. tammikuuta 2017 10.35
Vastaanottaja: x
Kopio: y
Aihe: VS: Sohva

Lähettäjä: Company <a@kide.example>
Päivämäärä: 3.1.2017 10.35 (GMT+02:00)
Saaja: m@asiakas.example
Aihe: Sohva

Från: Company <a@kide.example>
Skickat: den 3 januari 2017 10:35
Till: m@asiakas.example
Ämne: Sohva

Från: Company <a@kide.example>
Datum: tisdag, 3 januari 2017 10:35
Till: m@asiakas.example
Ämne: Sohva

Fra: Company <a@kide.example>
Sendt: 3. januar 2017 10:35
Til: m@asiakas.example
Emne: Sohva

Da: Company<mailto:palvelu@kide.example>
Inviato: martedì 3 gennaio 2017 10:35
A: matti@asiakas.example
Oggetto: Sohva

De: Company <palvelu@kide.example>
Enviado el: martes, 3 de enero de 2017 10:35
Para: matti@asiakas.example
Asunto: Sohva

De: Company <palvelu@kide.example>
Enviada em: terça-feira, 3 de janeiro de 2017 10:35
Para: matti@asiakas.example
Assunto: Sohva

De : Company <palvelu@kide.example>
Envoyé : mardi 3 janvier 2017 10:35
À : matti@asiakas.example
Objet : Sohva

Van: Company <palvelu@kide.example>
Verzonden: dinsdag 3 januari 2017 10:35
Aan: matti@asiakas.example
Onderwerp: Sohva

От: Company <palvelu@kide.example>
Отправлено: 3 января 2017 г. 10:35
Кому: matti@asiakas.example
Тема: Sohva

Від: Company <palvelu@kide.example>
Надіслано: 3 січня 2017 р. 10:35
Кому: matti@asiakas.example
Тема: Sohva

Od: Company <palvelu@kide.example>
Wysłano: wtorek, 3 stycznia 2017 10:35
Do: matti@asiakas.example
Temat: Sohva

Od: Company <palvelu@kide.example>
Odesláno: úterý 3. ledna 2017 10:35
Komu: matti@asiakas.example
Předmět: Sohva

Feladó: Company <palvelu@kide.example>
Elküldve: 2017. január 3. 10:35
Címzett: matti@asiakas.example
Tárgy: Sohva

Kimden: Company <palvelu@kide.example>
Gönderildi: 3 Ocak 2017 Salı 10:35
Kime: matti@asiakas.example
Konu: Sohva

差出人: Company <palvelu@kide.example>
送信日時: 2017年1月3日 10:35
宛先: matti@asiakas.example
件名: Sohva

发件人: Company <palvelu@kide.example>
发送时间: 2017年1月3日 10:35
收件人: matti@asiakas.example
主题: Sohva

寄件者：Company <palvelu@kide.example>
寄件日期：2017年1月3日 10:35
收件者：matti@asiakas.example
主旨：Sohva

보낸 사람: Company <palvelu@kide.example>
보낸 날짜: 2017년 1월 3일 10:35
받는 사람: matti@asiakas.example
제목: Sohva

Saatja: Company <palvelu@kide.example>
Saadetud: teisipäev, 3. jaanuar 2017 10:35
Adressaat: matti@asiakas.example
Teema: Sohva

De la: Company <palvelu@kide.example>
Trimis: marți, 3 ianuarie 2017 10:35
Către: matti@asiakas.example
Subiect: Sohva

Από: Company <palvelu@kide.example>
Εστάλη: Τρίτη, 3 Ιανουαρίου 2017 10:35
Προς: matti@asiakas.example
Θέμα: Sohva

Xyz: Company <palvelu@kide.example>
Abcd: 3 2017 10:35
Efg: matti@asiakas.example
Hijk: Sohva

From:Company <palvelu@kide.example>
Sent:Tuesday, January 3, 2017 10:35
To:matti@asiakas.example
Subject:Sohva

From: Kide Palvelu
Sent: Tuesday, January 3, 2017 10:35 AM
To: Someone
Subject: Sohva

From:
Company <palvelu@kide.example>
Sent:
Tuesday, January 3, 2017 10:35
To:
matti@asiakas.example
Subject:
Sohva

Date: Tue, 3 Jan 2017 10:35:00 +0100
From: palvelu@kide.example
To: matti@asiakas.example
Subject: Sohva

Subject: Sohva
From: palvelu@kide.example
Date: Tue, 3 Jan 2017 10:35:00 +0100
To: matti@asiakas.example

To: matti@asiakas.example
Subject: Sohva
From: palvelu@kide.example
Date: Tue, 3 Jan 2017 10:35:00 +0100

From: palvelu@kide.example Sent: Tuesday, January 3, 2017 10:35 To: matti@asiakas.example Subject: Sohva

________________________________
From: palvelu@kide.example
Sent: Tuesday, January 3, 2017 10:35 AM
To: x
Subject: y

________________________________
De : palvelu@kide.example
Envoyé : mardi 3 janvier 2017 10:35
À : x
Objet : y

----------------------------------------
From: palvelu@kide.example
Date: Tue, 3 Jan 2017 10:35:00 +0100
To: x
Subject: y

-----Original Message-----
From: x [mailto:a@b.c]
Sent: Tuesday
To: x
Subject: y

---------- Forwarded message ---------
From: x <a@b.c>
Date: ti 3. tammik. 2017 klo 10.35
Subject: x
To: y <y@z>
""".strip().split("\n\n")

# One per line.
MARKS = """
-----Original Message-----
----- Original Message -----
-------- Original Message --------
--- Original Message ---
------ Original Message ------
------- Original Message -------
-----Original message-----
----ORIGINAL MESSAGE----
-----Original Message----- From: John
*-----Original Message-----*
***** Original Message *****
===== Original Message =====
_____ Original Message _____
— Original Message —
-----Alkuperäinen viesti-----
-------- Alkuperäinen viesti --------
-----Ursprungligt meddelande-----
-------- Ursprungligt meddelande --------
-----Ursprüngliche Nachricht-----
-------- Originalnachricht --------
-----Message d'origine-----
-----Message d’origine-----
-------- Message original --------
-------- Message transféré --------
----- Mail original -----
----- Message transféré ----
-----Mensaje original-----
-----Mensagem original-----
-----Messaggio originale-----
-----Oorspronkelijk bericht-----
-----Oprindelig meddelelse-----
-------- Oprindelig besked --------
-----Opprinnelig melding-----
-----Исходное сообщение-----
-------- Исходное сообщение --------
-----Wiadomość oryginalna-----
-----Původní zpráva-----
---------- Původní e-mail ----------
-----Eredeti üzenet-----
-----Orijinal İleti-----
-----元のメッセージ-----
-----邮件原件-----
------------------ 原始邮件 ------------------
-----원본 메시지-----
-----Algne kiri-----
Begin forwarded message:
Alkaa välitetty viesti:
Vidarebefordrat brev:
Anfang der weitergeleiteten Nachricht:
Début du message réexpédié :
""".strip().split("\n")


@pytest.mark.parametrize("header", [*BLOCKS, *MARKS])
def test_a_header_block_ends_the_reply(header: str) -> None:
    assert new_words(f"{REPLY}\n\n{header}\n\n{QUOTED}") == REPLY


@pytest.mark.parametrize("header", [*BLOCKS, *MARKS])
def test_an_answer_under_the_marked_lines_of_a_header_block_stays(header: str) -> None:
    assert new_words(f"{header}\n> Sed do eiusmod\n\n{REPLY}") == REPLY
