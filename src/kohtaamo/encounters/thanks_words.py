"""The words of thanks in Finnish, Swedish and English, and what may stand beside them."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADS = _words(
    "kiitos kiitokset kiitoksia kiitoksemme kiitokseni kiitti kiitän kiitämme kiitellen kiits tattis "
    "tack tackar thanks thank thankyou thx tnx ty cheers appreciated appreciate grateful kiitollinen kiitollisia tacksam"
)
LEADS = _words(
    "suuri suuret iso isot paljon lämmin lämpimät tuhannet tuhat monet kauniit parhaat sydämellinen sydämelliset nöyrimmät vielä "
    "taas jälleen oikein ja hei no joo ok okei selvä hienoa loistavaa mahtavaa upeaa erinomaista hyvä kiva super jes ihanaa "
    "olen olemme todella erittäin "
    "stort tusen varmt hjärtligt många mycket så ett och okej toppen perfekt utmärkt jättebra bra kanon jag vi är väldigt "
    "many big huge so very much ok okay great perfect excellent super and we i a really lovely brilliant wonderful awesome "
    "fantastic am are most sincere warm would like to say just"
)
TAILS = _words(
    # Finnish: for what, to whom, how much
    "paljon kovasti suuresti todella oikein erittäin vielä taas jälleen kerran jo nyt myös ja sekä kun kaikesta tästä siitä näistä teille "
    "sinulle sulle teitä sinua kaikille avusta avustasi avustanne avun avunannosta vastauksesta vastauksestasi vastauksestanne "
    "vastauksista nopeasta nopeista ripeästä pikaisesta hyvästä erinomaisesta loistavasta ystävällisestä mahtavasta upeasta "
    "sujuvasta ihanasta kivasta mukavasta asiallisesta asiantuntevasta selkeästä selkeistä palvelusta palvelustasi palvelustanne "
    "asiakaspalvelusta toiminnasta toiminnastanne reagoinnista tiedosta tiedoista tiedoksi infosta informaatiosta viestistä "
    "viestistäsi viestistänne selvityksestä selvennyksestä ohjeista ohjeesta neuvosta neuvoista vaivannäöstä vaivasta ajasta "
    "ajastasi ajastanne kärsivällisyydestä ymmärryksestä päivityksestä vahvistuksesta yhteydenotosta asian hoitamisesta hoidosta "
    "järjestämisestä järjestelystä järjestelyistä tuesta tuestanne soitosta puhelusta huomioimisesta käsittelystä joustosta "
    "joustavuudesta ystävällisyydestä nopeudesta sähköpostista samoin itsellesi itsellenne autoit autoitte "
    # Swedish
    "så mycket hemskt väldigt jätte för all allt er dig eder din ditt dina ert era hjälpen hjälp svaret svar snabbt snabba snabb "
    "god gott bra fin fina fint utmärkt trevlig trevligt vänlig vänligt vänliga service servicen bemötande bemötandet "
    "informationen information infon info besked beskedet uppdateringen uppdatering bekräftelsen bekräftelse stöd stödet tiden "
    "tålamodet tålamod förståelsen förståelse återkopplingen återkoppling hanteringen hantering det detta den här igen ännu en "
    "gång på nytt idag nu och också alla detsamma den den snabba tydliga tydlig meddelandet meddelande samtalet "
    # English
    "you u very much so a lot again indeed for the your all this that it and of such quick fast prompt speedy swift great good "
    "excellent kind kindly friendly wonderful amazing lovely super information info help helping assistance support reply "
    "response answer answers service update updates confirmation confirming time effort efforts understanding patience message "
    "email mail letting me us know getting back to clarification clarifying explaining explanation everything kindness guys "
    "team both million bunch heaps tons really truly sincerely once more being telling giving resolving sorting fixing solving handling "
    "matter issue problem quickly promptly swiftly today now here there also helpful advice instructions"
)
BARE = _words("tack tackar thanks thank thankyou thx tnx ty cheers appreciated appreciate grateful tacksam")
"""Words after which only how much, to whom, and "for" may follow."""
HOW_MUCH = _words(
    "you u a lot so much very again indeed guys team both million bunch heaps tons really truly sincerely once more there now today all it "
    "this everyone så mycket hemskt väldigt jätte igen ännu en gång på nytt nu idag detsamma också alla er dig eder too kindly your help"
) - {"help"}
ON = _words("for för and ja och sekä to")
TELLING = _words("letting telling helping getting giving to")
ORDERS = ("kaa", "kää", "tteko", "ttekö", "isitko", "isitteko", "isittekö")  # how a Finnish order or question ends
GREETINGS = frozenset(
    {
        "hei", "moi", "terve", "heippa", "moikka", "hejsan", "hej", "tjena", "hi", "hello", "hey", "dear", "huomenta", "hyvä",
        "hyvää huomenta", "hyvää päivää", "hyvää iltaa", "god morgon", "god dag", "god kväll", "good morning", "bästa",
        "good afternoon", "good evening", "hei taas", "hej igen", "hi again", "hello again", "morjens", "terve taas",
    }
)  # fmt: skip
AMONG_NAMES = _words(
    "kaikki all everyone team there alla asiakaspalvelu customer service tiimi kundtjänst kundservice oy ab oyj inc ltd ja och and "
    "puh tel gsm p mob de van von af la di vaan sinne kaikille"
)
DAYS = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai maanantaina tiistaina "
    "keskiviikkona torstaina perjantaina lauantaina sunnuntaina måndag tisdag onsdag torsdag fredag lördag söndag "
    "tomorrow huomenna imorgon tomorrow's yes no kyllä joo ei ja jo nej"
) - {"ja"}  # fmt: skip
NEVER = _words(
    "etukäteen förhand advance mutta vaikka men but however although though please pls ellei jos if om kunhan milloin när when "
    "miksi varför why mitä vad what miten hur how missä where which voisitko voisitteko kan can could ei inte not no nej don't "
    "didn't doesn't isn't wasn't won't can't still kuitenkaan silti vieläkään paitsi except unless ystävällisesti toivottavasti "
    "cancel peruuta perun call soita ring send lähetä skicka refund maksa apua hjälp need tarvitsen behöver want haluan vill nothing mistään "
    "inget ingenting"
)  # fmt: skip
SOFT: dict[str, bool] = dict.fromkeys(
    (
        "ok", "okei", "okay", "okej", "selvä", "selvä homma", "selvä juttu", "asia selvä", "hyvä", "hyvä juttu", "hyvä homma", "kiva",
        "hyvä näin", "näin on hyvä", "bra", "perfect", "perfekt", "great", "fine", "good", "sounds good", "låter bra",
        "kuulostaa hyvältä", "noted", "understood", "got it", "uppfattat", "ymmärretty", "alright", "all right", "cool", "joo",
    ),
    True,
)  # fmt: skip
_GOOD_FI = "hyvää|mukavaa|kivaa|aurinkoista|ihanaa|oikein|rauhallista|leppoisaa|lämmintä|rentouttavaa|hauskaa"
_WHAT_FI = (
    "päivää|päivänjatkoa|jatkoa|viikonloppua|iltaa|illanjatkoa|viikkoa|viikonjatkoa|kesää|kesänjatkoa|syksyä|talvea|kevättä|"
    "joulua|joulunaikaa|vappua|juhannusta|pääsiäistä|uutta|vuotta|lomaa|pyhiä|alkanutta|alkavaa|loppuviikkoa|teille|sinulle|ja|"
    "kaikille|sinne|myös|samoin|odotusta"
)
_GOOD_EN = "nice|great|good|lovely|wonderful|pleasant|fantastic|merry|happy|relaxing"
_WHAT_EN = "day|weekend|evening|week|one|christmas|new|year|holiday|holidays|afternoon|easter|summer|rest|of|the|your|ahead|too"
_WHAT_SV = "dag|helg|kväll|vecka|sommar|jul|fortsättning|resa|påsk|midsommar|eftermiddag|höst|vår|vinter|och|på|veckan|dagen|år|nytt"
WISHES = re.compile(
    rf"(?:toivotan |toivotamme )?(?:{_GOOD_FI})(?: (?:{_GOOD_FI}|{_WHAT_FI}))*|samoin(?: sinulle| teille)?|sitä samaa|"
    rf"(?:i |we )?(?:wish you |wishing you |have |enjoy )?(?:a |an )?(?:very )?(?:{_GOOD_EN})(?: (?:{_GOOD_EN}|{_WHAT_EN}))+|"
    r"you too|same to you|all the best|take care|enjoy (?:your|the) (?:day|weekend|evening|week)|"
    rf"(?:ha |jag önskar |vi önskar |önskar )?(?:er |dig )?(?:en |ett )?(?:riktigt )?(?:bra|fin|trevlig|skön|härlig|god|gott|glad)"
    rf"(?: (?:{_WHAT_SV}))+|ha det(?: så)? bra|ha det(?: så)? gott|detsamma|sköt om (?:er|dig)"
)
ALL_WELL = re.compile(
    r"hienoa|loistavaa|mahtavaa|upeaa|erinomaista|täydellistä|mainiota|ihanaa|super|jes|jee|hurraa|vau|nyt (?:se )?toimii|(?:se )?"
    r"toimii(?: nyt)?(?: hyvin| hienosti| taas)?|asia (?:on )?(?:nyt )?(?:kunnossa|selvä|hoidossa|hoidettu|selvisi|ratkesi|järjestyi|hoitui)|"
    r"ongelma (?:on )?(?:nyt )?(?:ratkesi|poistui|ratkennut|korjaantui|ratkaistu)|kaikki (?:on )?(?:nyt )?(?:kunnossa|hyvin|ok)|"
    r"(?:olet|olette|oot|ootte) (?:ihan |aivan |todella )?(?:ihania|ihana|paras|parhaita|mahtavia|mahtava|kultaa|loistavia|loistava)|"
    r"(?:todella |tosi |erittäin )?(?:hyvää|loistavaa|mahtavaa|upeaa|nopeaa|erinomaista) (?:palvelua|toimintaa|asiakaspalvelua)|"
    r"(?:tämä|se) (?:auttoi|helpotti|riittää)(?: paljon| kovasti)?|"
    r"toppen|utmärkt|jättebra|kanon|suveränt|underbart|härligt|fantastiskt|vad bra|så bra|vad skönt|det (?:fungerar|funkar)(?: nu)?(?: bra)?|"
    r"nu (?:fungerar|funkar) (?:det|allt)|allt (?:är )?(?:nu )?(?:ok|bra|klart|i ordning)(?: nu)?|problemet är (?:nu )?löst|det löste sig|"
    r"(?:ni|du) är (?:bäst|toppen|underbara|underbar|fantastiska|fantastisk|guld)|(?:jätte|mycket |väldigt )?bra service|"
    r"excellent|wonderful|brilliant|awesome|fantastic|amazing|lovely|wow|yay|much appreciated|"
    r"(?:it|that|this|everything) (?:works|worked|is working|is fixed|is sorted|is solved|is fine|is ok)(?: now| perfectly| great| again| well)*|"
    r"(?:it's|that's) (?:working|fixed|sorted|solved)(?: now)?|works (?:now|great|perfectly|fine)(?: now)?|problem solved|all (?:good|sorted|set|fine)(?: now)?|"
    r"that (?:solved|fixed|did) (?:it|the problem|the issue|the trick)|(?:you|you guys) (?:are|rock)(?: the best| great| awesome| amazing| a star)?|"
    r"you're (?:the best|great|awesome|amazing|a star)|(?:great|excellent|amazing|fantastic|brilliant) (?:service|support|job|work|help|news)|very helpful|"
    r"(?:that|this) (?:helps|helped|was helpful|is helpful|is very helpful|is great|is perfect)(?: a lot)?"
)
AT_THE_END = (
    r"(?:ystävällisin|parhain|lämpimin|kauniin|aurinkoisin|kesäisin|syksyisin|talvisin|jouluisin|monin|iloisin)?\s*terveisin|"
    r"t(?:erv)?eis(?:et)?in|terveiset|terv|terkuin|terkut|(?:med )?(?:vänlig|vänliga|varma|bästa|många|soliga|hjärtliga)\s+häls\w*|"
    r"hälsningar|hälsar|hälsn|(?:kind|best|warm|many|warmest|kindest)?\s*regards|best wishes|yours(?: sincerely| truly| faithfully)?|"
    r"sincerely|with (?:best|kind|warm) (?:regards|wishes)|best"
)
FOOTERS = (
    r"sent (?:from|via|with) (?:my |the )?\w+|lähetetty (?:\w+ ){0,3}\w*(?:phone|android|outlook|puhelime|iphone|ipad|samsung|laittee|mobiili)|"
    r"skickat (?:från|med|via) |get outlook for|hae outlook|hämta outlook|hanki outlook"
)
