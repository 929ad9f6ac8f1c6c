"""Words that end a mail, by language: closings, what a phone adds, what a lawyer adds. Matched without case."""

from __future__ import annotations

CLOSING = (
    # Finnish
    "(?:(?:ystävällisin|parhain|lämpimin|sydämellisin|terveisin|kunnioittavin|kohteliain|iloisin|aurinkoisin|"
    "keväisin|kesäisin|syksyisin|talvisin|jouluisin|kevätterveisin|kesäterveisin) )?"
    "(?:terveisin|terveisiä|terveisiä?|terveiset|terkuin|terkut|terv|tervehtien)\\.?|"
    "(?:\\w+ ){1,4}(?:toivottaen|toivottavat|toivoen)|yst\\.? ?terv\\.?|ystävällisesti|ystävällisin|kunnioittaen|"
    "kunnioittavasti|kunnioituksella|kohteliaimmin|"
    "parhain terv\\.?|kiittäen|kiitollisena|kiitos ja (?:terveisin|terveiset|terveisiä)|kiitoksin|"
    "kiitollisin terveisin|"
    "hyvää (?:päivän|viikon|viikonlopun|illan|kevään|kesän|syksyn|talven) ?jatkoa?|"
    # Swedish
    "(?:med )?(?:vänlig|vänliga|vänligaste|bästa|varma|hjärtliga|goda|soliga|trevliga) (?:hälsning|hälsningar|"
    "hälsn\\.?)|"
    "med vänlig(?:a)? hälsning(?:ar)?|hälsningar?|hälsar|vänligen|vänligast|mvh|m\\.v\\.h\\.?|bästa|"
    "bästa hälsningar|högaktningsfullt|"
    # Danish, Norwegian, Icelandic, Estonian
    "(?:med )?(?:venlig|venlige|vennlig|vennlige|beste|bedste|de bedste|kærlig|kjærlig|hjertelig) hilsen(?:er)?|"
    "hilsen|mange hilsner|kh|dbh|mbh|"
    "bedste hilsner|kveðja|kær kveðja|með kveðju|lugupidamisega|parimate soovidega|tervitades|tervitustega|"
    # English
    "(?:(?:with )?(?:kind|kindest|best|warm|warmest|many|my best) )?regards|(?:all the )?best(?: wishes|"
    " regards)?|all best|"
    "(?:yours |very )?(?:sincerely|faithfully|truly|cordially|respectfully)(?: yours)?|yours|sincerely yours|"
    "cheers|take care|"
    "with (?:best|kind|warm) (?:wishes|regards)|br|kr|rgds|regds|b\\.r\\.|warmly|respectfully|"
    # German, Dutch
    "(?:mit )?(?:freundlichen?|besten?|herzlichen?|lieben?|vielen|schönen?|sonnigen) (?:grüßen?|grüssen?|gruß|"
    "gruss|gruessen?)(?: aus \\w+)?|mfg|m\\.f\\.g\\.|"
    "hochachtungsvoll|viele (?:grüße|gruesse)|liebe grüße|lg|vg|gruß|grüße|"
    "(?:met )?(?:vriendelijke?|hartelijke?|beste) (?:groet|groeten)|groeten?|mvg|hoogachtend|"
    # Romance
    "(?:bien )?cordialement|(?:bien|très) à vous|salutations(?: distinguées)?|meilleures salutations|"
    "sincères salutations|"
    "sincèrement|respectueusement|bien à toi|amicalement|"
    "(?:un )?(?:cordial |atento )?saludos?(?: cordiales)?|atentamente|cordialmente|un saludo|muy atentamente|"
    "(?:com os )?(?:melhores )?cumprimentos|atenciosamente|att|abraços|saudações|"
    "(?:cordiali|distinti|cari|un cordiale) salut[io]|saluti|cordialmente|distintamente|cu stimă|cu respect|"
    # Slavic, Hungarian, Turkish, Greek, Baltic
    "с уважением|с наилучшими пожеланиями|искренне ваш|з повагою|pozdrawiam|z poważaniem|z wyrazami szacunku|"
    "s pozdravem|s přátelským pozdravem|s pozdravom|s úctou|lep pozdrav|srdačan pozdrav|lijep pozdrav|"
    "üdvözlettel|udvozlettel|üdv|tisztelettel|saygılarımla|saygılarımızla|iyi çalışmalar|με εκτίμηση|φιλικά|ar cieņu|pagarbiai|"
    "よろしくお願いいたします|敬具|此致|祝好|감사합니다|드림"
)
WITHOUT_SIGNS = str.maketrans(
    dict(zip("áéíóúűüőąęśźżćłńčěřšťžýůñàèìòùâêîôûëïß", [*"aeiouuuoaeszzclncerstzyunaeiouaeiouei", "ss"], strict=True))
)
"""Closings are often written on keyboards without the signs of the language; å, ä and ö always stay."""
THANKING = (
    "kiitos|kiitos paljon|paljon kiitoksia|kiitos etukäteen|kiitos jo etukäteen|kiitoksia|kiitokset|tack|"
    "tack så mycket|tack på förhand|"
    "thanks|thank you|many thanks|thanks in advance|thanks a lot|thx|danke|vielen dank|danke im voraus|merci|"
    "merci d'avance|gracias|"
    "muchas gracias|obrigado|obrigada|grazie|bedankt|dank u|takk|tak|mange tak|på forhånd tak|aitäh|спасибо|"
    "dziękuję|děkuji|köszönöm|teşekkürler"
)
SHORT_CLOSING = "t|terv|t\\.|terv\\.|yt|y\\.t|mvh|hälsn|vh|h|br|rgds"

SENT_START = (
    "sent|sendt|skickat|skickades|skickad|lähetetty|lähetin tämän|lähetettiin|saadetud|gesendet|verzonden|"
    "verstuurd|envoyé|envoye|"
    "enviado|enviada|enviat|inviato|inviata|trimis|wysłane|wysłano|wysłana|odesláno|odoslané|elküldve|отправлено|"
    "надіслано|"
    "изпратено|στάλθηκε|εστάλη|poslano|poslato|išsiųsta|nosūtīts|đã gửi|dikirim|发自|發自|從我的|从我的|來自|来自|"
    "傳送自|傳自|나의|أرسلت|مُرسل|נשלח|"
    "get|hae|hanki|lataa|hämta|skaffa|få|hent|last ned|holen|laden|obtenir|obtenez|télécharge[rz]?|obtener|obtén|"
    "obtenga|descarga[r]?|obter|"
    "baixe|scarica|ottieni|download|downloaden?|pobierz|stáhnout|získat|letöltés|скачать|скачайте|загрузить|"
    "получить|läheta|von meinem|von meiner|"
    "diese nachricht wurde|dieses e-mail wurde|denna e-post skickades|tämä viesti on lähetetty|"
    "tämä viesti lähetettiin|"
    "this (?:e-?mail|message) was sent|typed|written|kirjoitettu|näpytelty|skrivet|posted|outlook|az iphone|"
    "az én|yahoo mail"
)
DEVICE = (
    "iphon\\w*|ipad\\w*|ipod\\w*|apple|ios|ios:n|mac|macbook|watch|android\\w*|samsung\\w*|galaxy\\w*|huawei\\w*|"
    "honor\\w*|nokia\\w*|"
    "oneplus\\w*|xiaomi\\w*|redmi\\w*|poco|oppo\\w*|pixel\\w*|sony|xperia\\w*|lg|htc|motorola\\w*|moto|lumia\\w*|"
    "jolla\\w*|sailfish|"
    "doro\\w*|fairphone\\w*|blackberry\\w*|windows|mobil\\w*|matkapuhelim\\w*|puhelim\\w*|puhelin\\w*|"
    "kännykä\\w*|älypuhelim\\w*|"
    "laitteesta\\w*|laitteelta\\w*|tabletti\\w*|tableti\\w*|telefon\\w*|phone|cell|smartphone\\w*|handy|"
    "smartfon\\w*|surfplatta|tablet\\w*|device|handheld|"
    "outlook\\w*|gmail\\w*|yahoo\\w*|thunderbird\\w*|proton\\w*|aquamail|bluemail|spark|k-9|mailbird|fastmail|"
    "hushmail|gmx|web\\.de|tutanota|"
    "mail\\.ru|яндекс\\S*|мобильн\\S*|телефон\\S*|sähköposti\\w*|e-post för windows|mail for|mail app|mail-app|"
    "mail para|courrier|posta|correo|huaweista|elisa\\w*|"
    "teléfono|telefone|telemóvel|celular|portable|téléphone|telefoon|telefono|cellulare|手机|手機|휴대폰"
)
GETTING = "get|hae|hanki|lataa|hämta|skaffa|få|hent|holen|laden|obtenir|obtener|obter|scarica|download|pobierz"
SENT_LAST = (
    "gesendet|geschickt|verschickt|送信|보냄|에서 보냄|gönderildi|küldve|küldtem|küldött|verzonden|verstuurd|发送|"
    "發送|寄出|傳送|sent|skickat|lähetetty|üzerinden gönderildi|downloaden|beziehen|herunterladen|hankkiminen"
)

DISCLAIMER_START = (
    "(?:this|the|these|any|all|information|please note)\\b|tämä|tässä|tämän|viesti|sähköposti|viestin|detta|"
    "denna|den här|informationen|innehållet|"
    "denne|dette|indholdet|innholdet|diese|dieses|der inhalt|die in|ce |cet|cette|les informations|este|esta|"
    "la información|o conteúdo|"
    "questo|questa|le informazioni|il contenuto|dit|deze|de informatie|настоящее|это|данное|ta wiadomość|"
    "niniejsz|tato|tento|"
    "confidentiality|disclaimer|legal notice|notice|luottamuksellisuus|huomautus|vastuuvapauslauseke|important|"
    "hinweis|avis|aviso|avviso|käesolev|see e-kiri"
)
MAIL_NOUN = (
    "e-?mails?|messages?|communication|transmission|attachments?|viesti\\w*|sähköposti\\w*|liittee\\w*|"
    "meddelande\\w*|e-post\\w*|mejl\\w*|"
    "besked\\w*|meddelelse\\w*|melding\\w*|nachricht\\w*|mitteilung\\w*|courriel|correo|mensaje|mensagem|"
    "messaggio|bericht|сообщени\\w*|wiadomoś\\w*|zpráv\\w*|kiri"
)
CONFIDENTIAL = (
    "confidenti\\w*|privileged|proprietary|luottamukselli\\w*|salassa\\w*|salainen|salaista|konfidenti\\w*|"
    "sekretess\\w*|fortroli\\w*|"
    "fortrulig\\w*|vertraulich\\w*|vertrouwelijk\\w*|confidenc\\w*|riservat\\w*|конфиденц\\w*|poufn\\w*|"
    "důvěrn\\w*|konfidentsiaal\\w*"
)
INTENDED = (
    "intended|addressee|recipients?|addressed|solely|tarkoitettu\\w*|vastaanottaja\\w*|saaja\\w*|avsed\\w*|"
    "avsett|mottagare\\w*|adressat\\w*|"
    "bestimmt|empfänger\\w*|destin\\w*|beregnet|modtager\\w*|mottaker\\w*|bestemd|geadresseerde|получател\\w*|"
    "adresat\\w*|odbiorc\\w*|určen\\w*"
)
MISTAKE = (
    "in error|by mistake|erroneously|delete|destroy|notify|prohibited|unauthori[sz]ed|disseminat\\w*|vahingossa|"
    "virheelli\\w*|erehdyksessä|"
    "poist\\w*|hävit\\w*|tuhoa\\w*|ilmoit\\w*|av misstag|felaktigt|radera\\w*|förstör\\w*|ved en fejl|"
    "ved en feil|slett\\w*|irrtümlich\\w*|"
    "vernichte\\w*|lösche\\w*|par erreur|détrui\\w*|supprim\\w*|por error|elimin\\w*|por engano|per errore|"
    "cancell\\w*|per abuis|verwijder\\w*|ошибк\\w*|usun\\w*"
)
FOOTNOTE = (
    "please consider the environment before|think before (?:you )?print|(?:ajattele|säästä) (?:ympäristöä|luontoa)|"
    "tulosta vain (?:tarvittaessa|jos)|onko tämä viesti pakko tulostaa|tänk på miljön|måste du skriva ut|"
    "behöver du skriva ut|"
    "bitte prüfen sie|denken sie an die umwelt|pensez à l['’]environnement|n['’]imprimez|"
    "virus-?free\\.? ?(?:www\\.)?|virus-?ton\\.? ?www|virusfri\\.? ?www|virenfrei\\.? ?www|"
    "this e-?mail has been checked for viruses|"
    "this message has been scanned|tämä sähköpostiviesti on tarkistettu|viruksista|denna e-post har kontrollerats|"
    "den här e-posten kontrollerades|diese e-mail wurde von avast|l'absence de virus"
)
LIST_FOOTER = (
    "mailing list|to unsubscribe|unsubscribe|you received this message because|you are receiving this because|"
    "reply to this email directly|view it on github|postituslista|peruuta tilaus|avregistrera|abmelden|"
    "se désabonner"
)
