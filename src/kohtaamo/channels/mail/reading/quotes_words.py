"""The words mail programs put above what they quote, by language. Labels and verbs are matched without case."""

from __future__ import annotations

SENDER = (
    "from|lähettäjä|från|avsändare|fra|avsender|afsender|frá|saatja|kellelt|von|absender|van|afzender|"
    "de|expéditeur|remitente|enviado por|remetente|da|mittente|de la|expeditor|od|nadawca|odesílatel|odosielateľ|"
    "feladó|kimden|gönderen|kimdən|от|отправитель|от кого|від|відправник|από|no|sūtītājs|nuo|siuntėjas|"
    "pošiljatelj|pošiljalac|"
    "差出人|送信者|发件人|發件人|寄件者|寄件人|보낸 사람|보낸사람|발신|발신자|từ|dari|จาก|من|מאת|از"
)
SENT = (
    "sent|sent at|sent on|lähetetty|lähetysaika|lähetyspäivä|skickat|skickat den|skickades|sendt|send|saadetud|"
    "gesendet|gesendet am|verzonden|verstuurd|envoyé|envoyé le|envoyée|envoyé à|enviado|enviado el|enviado em|"
    "enviada|"
    "enviada em|inviato|inviato il|data invio|trimis|wysłano|wysłane|data wysłania|odesláno|odeslané|odoslané|"
    "elküldve|küldve|"
    "gönderildi|gönderme tarihi|отправлено|отправлен|надіслано|εστάλη|στάλθηκε|nosūtīts|išsiųsta|poslano|poslato|"
    "送信日時|送信済み|发送时间|發送時間|发送日期|寄件日期|傳送時間|보낸 날짜|보낸날짜|발송|"
    "đã gửi|dikirim|نשלח|נשלח|تم الإرسال"
)
DATE = (
    "date|date and time|päivämäärä|päiväys|pvm|aika|datum|dato|kuupäev|data|fecha|datum a čas|dátum|tarih|дата|"
    "ημερομηνία|datums|message du|日付|日時|日期|날짜|일시|ngày|tanggal|วันที่|التاريخ|تاريخ|תאריך|تاریخ"
)
RECIPIENT = (
    "to|vastaanottaja|vastaanottajat|saaja|kenelle|kohde|till|til|mottagare|modtager|mottaker|kellele|an|empfänger|"
    "aan|à|a|para|destinataire|destinatario|destinatário|către|catre|do|adresat|komu|címzett|kime|alıcı|кому|"
    "получатель|одержувач|"
    "προς|kam|kam\\.|kas|za|prima|宛先|收件人|收件者|받는 사람|받는사람|수신|수신자|đến|kepada|ถึง|إلى|אל|به"
)
COPY = (
    "cc|bcc|kopio|kopia|kopi|piilokopio|koopia|kopie|copie|copie à|copia|cópia|c\\.c\\.|cópia oculta|dw|udw|"
    "do wiadomości|"
    "kópia|másolat|másolatot kap|bilgi|копия|копії|копія|κοιν\\.|κοινοποίηση|抄送|副本|참조|reply-to|vastausosoite|"
    "svar till|"
    "svara till|antwort an|répondre à|responder a|rispondi a|importance|tärkeys|prioritet|priority|attachments|"
    "liitteet|bilagor"
)
SUBJECT = (
    "subject|aihe|otsikko|ämne|ärende|emne|teema|betreff|onderwerp|objet|sujet|asunto|assunto|oggetto|subiect|"
    "temat|předmět|"
    "predmet|tárgy|konu|mövzu|тема|тeма|θέμα|temats|tēma|tema|件名|主题|主旨|主題|제목|chủ đề|subjek|perihal|หัวข้อ|เรื่อง|"
    "الموضوع|נושא|موضوع"
)

ON = "On|At|Am|Den|Le|El|Il giorno|Il|Op|Em|På|Dnia|Dňa|W dniu|Dne|Pe|V|In data|Στις|Vào|Pada|Kuupäev|Datum"
WEEKDAY = (
    "mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|ma|ti|ke|to|pe|la|su|"
    "(?:maanan|tiis|keskiviik|tors|perjan|lauan|sunnun)tai(?:na)?|mån|tis|ons|tors|fre|lör|sön|"
    "(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?|man|tir|tirs|tor|lør|søn|(?:man|tirs|lør|søn)dag|"
    "mo|di|mi|do|fr|sa|so|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
    "lun|mar|mer|jeu|ven|sam|dim|(?:lun|mar|mercre|jeu|vendre)di|samedi|dimanche|"
    "mié|mie|jue|vie|sáb|sab|dom|seg|ter|qua|qui|sex|gio|maa|woe|don|vri|zat|zon|"
    "lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|"
    "(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|"
    "понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|"
    "понеділок|вівторок|середа|четвер|п['’]ятниця|субота|неділя|"
    "pon|wt|śr|czw|pt|sob|niedz|po|út|st|čt|pá|so|ne|пн|вт|ср|чт|пт|сб|вс|нд"
)
WROTE = (
    "wrote|writes|has written|kirjoitti|kirjoittaa|kirjoittivat|skrev|skreiv|skriver|skrifaði|kirjutas|"
    "schrieb|schreibt|hat geschrieben|geschrieben|schreef|heeft geschreven|a écrit|a ecrit|écrit|escribió|escribio|"
    "ha escrito|escribiu|va escriure|escreveu|ha scritto|scrisse|a scris|napisał\\(a\\)|napisała|napisał|"
    "napisali|napisana|napisane|"
    "pisze|napsal\\(a\\)|napsala|napsal|napísal\\(a\\)|napísala|napísal|píše|írta|írt|ezt írta|yazdı|şunu yazdı|"
    "şunları yazdı|"
    "написал\\(а\\)|написала|написал|написав\\(-ла\\)|написав|написа|пишет|пише|писал|έγραψε|rakstīja|rašė|"
    "je napisao/la|napisao|napisal|đã viết|menulis|เขียนว่า|ने लिखा|كتب|כתב|כתבה|نوشت"
)
WROTE_UNSPACED = "書きました|のメール|写道|写到|寫道|작성|썼습니다|쓴 글"
FIRST_PERSON = "i|jag|jeg|ich|ik|eg"
QUOTING = (
    "quoting|lainaus käyttäjältä|lainaus|lainaan|citerar|citat från|citerer|siterer|zitat von|citeren|citaat van|"
    "citando a|citando|"
    "citação de|citazione|selon|quoting from|cytowanie|cituji|цитирую|цитування"
)

ORIGINAL = (
    "original message|original appointment|original e-?mail|forwarded message|forwarded by.*|reply message|"
    "previous message|"
    "alkuperäinen viesti|alkuperäinen sanoma|alkuperäinen sähköposti|välitetty viesti|edelleenlähetetty viesti|"
    "edelleen lähetetty viesti|"
    "ursprungligt meddelande|ursprungligt e-?mail|ursprungligt mail|ursprungligt brev|originalmeddelande|"
    "original ?meddelande|"
    "vidarebefordrat meddelande|vidarebefordrat brev|vidarebefordrat mail|"
    "oprindelig meddelelse|oprindelig besked|"
    "oprindelig mail|oprindelig e-?mail|oprindeligt brev|original meddelelse|original besked|"
    "videresendt meddelelse|videresendt besked|"
    "opprinnelig melding|original melding|opprinnelig e-?post|videresendt melding|videresendt e-?post|"
    "upprunaleg skilaboð|"
    "ursprüngliche nachricht|ursprüngliche mail|antwort ?nachricht|original-?nachricht|original-?mail|weitergeleitete nachricht|"
    "oorspronkelijk bericht|oorspronkelijke bericht|origineel bericht|doorgestuurd bericht|"
    "message d['’]origine|message original|mail original|e-?mail d['’]origine|message originel|message initial|"
    "message transféré|courriel original|"
    "mensaje original|mensaje reenviado|correo original|mensagem original|mensagem encaminhada|"
    "mensagem reencaminhada|missatge original|"
    "messaggio originale|messaggio inoltrato|mesaj original|mesajul original|mesaj redirecționat|"
    "wiadomość oryginalna|oryginalna wiadomość|wiadomość pierwotna|wiadomość przekazana|przekazana wiadomość|"
    "treść oryginalnej wiadomości|"
    "původní zpráva|původní e-?mail|přeposlaná zpráva|pôvodná správa|preposlaná správa|eredeti üzenet|"
    "továbbított üzenet|"
    "orijinal ileti|orijinal mesaj|özgün ileti|özgün mesaj|iletilen ileti|iletilmiş mesaj|"
    "исходное сообщение|оригинальное сообщение|первоначальное сообщение|пересылаемое сообщение|"
    "пересланное сообщение|"
    "оригінальне повідомлення|вихідне повідомлення|переслане повідомлення|оригинално съобщение|αρχικό μήνυμα|"
    "προωθημένο μήνυμα|"
    "algne kiri|algne sõnum|originaalkiri|edasisaadetud kiri|sākotnējais ziņojums|pradinis laiškas|"
    "originalus laiškas|"
    "izvorna poruka|izvorno sporočilo|originalna poruka|"
    "元のメッセージ|元のメール|転送メッセージ|転送されたメッセージ|原始邮件|原始郵件|原邮件|原始信件|转发邮件|转发的邮件|轉寄郵件|轉寄的郵件|邮件原件|"
    "원본 메시지|원본 메일|원본메시지|전달된 메시지|thư gốc|tin nhắn gốc|pesan asli|الرسالة الأصلية|הודעה מקורית"
)
FORWARDING = (
    "begin forwarded message|forwarded message|alkaa välitetty viesti|välitetty viesti alkaa|välitetty viesti|"
    "edelleenlähetetty viesti|"
    "start på vidarebefordrat meddelande|vidarebefordrat brev|vidarebefordrat meddelande|"
    "börja vidarebefordrat meddelande|"
    "start på videresendt besked|videresendt besked|videresendt melding|begynnelse på videresendt melding|"
    "anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|weitergeleitete nachricht|"
    "début du message réexpédié|"
    "début du message transféré|inizio messaggio inoltrato|inicio del mensaje reenviado|"
    "início da mensagem reencaminhada|"
    "início da mensagem encaminhada|begin doorgestuurd bericht|początek przekazywanej wiadomości|"
    "začátek přeposílané zprávy|"
    "начало переадресованного сообщения|továbbított levél kezdete|yönlendirilen ileti başlangıcı|転送されたメッセージ|"
    "开始转发的邮件|"
    "以下是转发的邮件|전달된 메시지 시작"
)
REPLY_ABOVE = (
    "reply above (?:this|the) line|reply above this|(?:type|write|enter) (?:your )?(?:reply|response|"
    "message) above|respond above this line|"
    "vastauksesi tämän (?:rivin|viivan) yläpuolelle|vastaa tämän (?:rivin|viivan) yläpuolelle|"
    "kirjoita tämän (?:rivin|viivan) yläpuolelle|"
    "(?:svara|skriv)(?: \\w+){0,3} (?:ovanför|över) (?:denna|den här|den) (?:rad|raden|linje|linjen)|"
    "(?:svar|skriv)(?: \\w+){0,3} (?:over|ovenfor) (?:denne|denna) (?:linje|linjen|linien)|"
    "(?:oberhalb|über) dieser (?:zeile|linie)|au-dessus de cette ligne|por encima de esta línea|"
    "encima de esta línea|"
    "acima desta linha|sopra questa (?:riga|linea)|boven deze (?:regel|lijn)|powyżej tej linii|nad (?:tímto|"
    "tento) řád(?:kem|ek)|"
    "выше этой (?:строки|линии)|выше этой черты|bu satırın üstüne|この行より上に|请在此行上方回复|이 줄 위에"
)
