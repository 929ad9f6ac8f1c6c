"""What a Swedish writer can bind themselves to: the verbs, each with its act and form, in folded letters."""

VERBS = """
aterkommer aterkomma return any | aterkopplar aterkoppla return any | hors horas other any | atekommer atekomma return any | aterkomer aterkoma return any
kommer_tillbaka komma_tillbaka return any | hor_av_mig hora_av_mig return any
hor_av_oss hora_av_oss return any
kontaktar kontakta return any | tar_kontakt ta_kontakt return any | foljer_upp folja_upp return any
hor_mig hora_mig return any | ringer ringa call call | telefonerar telefonera call call
slar_en_signal sla_en_signal call call | svarar svara answer any | meddelar meddela answer any
informerar informera answer any | berattar beratta answer any | bekraftar bekrafta answer any
ger_dig ge_dig answer any | ger_er ge_er answer any | lamnar_besked lamna_besked answer any | skriver skriva answer any
uppdaterar uppdatera answer any | rapporterar rapportera answer any | ger_besked ge_besked answer any
later_dig_veta lata_dig_veta answer any | haller_dig halla_dig answer any | haller_er halla_er answer any
skickar skicka send any | sander sanda send any | mejlar mejla send mail | mailar maila send mail
e-postar e-posta send mail
smsar smsa send sms | sms:ar sms:a send sms | messar messa send sms | textar texta send sms | postar posta send letter
vidarebefordrar vidarebefordra send any | expedierar expediera send delivery | packar packa send delivery | plockar plocka send delivery
levererar leverera deliver delivery | lamnar lamna deliver any | kor kora deliver delivery
transporterar transportera deliver delivery
hamtar hamta visit visit | besoker besoka visit visit | kommer_till komma_till visit visit
kommer_ut komma_ut visit visit
kommer_forbi komma_forbi visit visit | kommer_hem komma_hem visit visit | kommer_och komma_och visit visit
aker aka visit visit
tittar_forbi titta_forbi visit visit | installerar installera visit visit | monterar montera visit visit
traffar traffa visit visit | svanger_forbi svanga_forbi visit visit | tittar_in titta_in visit visit
ar_hos vara_hos visit visit
reparerar reparera repair any | lagar laga repair any | byter byta repair any | ersatter ersatta repair any
rattar ratta repair any | korrigerar korrigera repair any | servar serva repair any
aterbetalar aterbetala refund any | betalar_tillbaka betala_tillbaka refund any | krediterar kreditera refund any
betalar betala refund any | kompenserar kompensera refund any | satter_in satta_in refund any
for_over fora_over refund any
kollar kolla check any | undersoker undersoka check any | kontrollerar kontrollera check any
tar_reda ta_reda check any
utreder utreda check any | tittar titta check any | fragar fraga check any | ser_over se_over check any
gar_igenom ga_igenom check any
granskar granska check any | testar testa check any | behandlar behandla check any | stammer_av stamma_av check any
fixar fixa arrange any | ordnar ordna arrange any | bokar boka arrange any | reserverar reservera arrange any
bestaller bestalla arrange any | ser_till se_till arrange any | tar_hand ta_hand arrange any | skoter skota arrange any
handlagger handlagga arrange any | loser losa arrange any | atgardar atgarda arrange any
forbereder forbereda other any
gor gora other any | hjalper hjalpa other any | avbokar avboka arrange any | andrar andra arrange any
flyttar flytta arrange any
aktiverar aktivera arrange any | registrerar registrera other any | tar_upp ta_upp arrange any
lagger_upp lagga_upp other any
far_klar fa_klar other any | far_klart fa_klart other any | far_klara fa_klara other any
far_lost fa_lost arrange any | far_fixat fa_fixat arrange any | far_ordnat fa_ordnat arrange any
far_gjort fa_gjort other any | far_atgardat fa_atgardat arrange any | far_reparerad fa_reparerad repair any
far_lagad fa_lagad repair any | aterfor aterfora refund any | ar_framme vara_framme visit visit
ar_pa_plats vara_pa_plats visit visit | ar_dar vara_dar visit visit | ringer_upp ringa_upp call call
har_klar ha_klar other any | gor_klar gora_klar other any | gor_klart gora_klart other any
far_fardig fa_fardig other any | blir_klar_med bli_klar_med other any
skickar_ut skicka_ut send any | far_ivag fa_ivag send any | har_klart ha_klart other any | paborjar paborja other any | borjar borja other any
sammanstaller sammanstalla other any | staller_i_ordning stalla_i_ordning other any | tar_fram ta_fram other any
slutfor slutfora other any | traffas traffas visit visit | lovar lova other any
ber be other any | hanterar hantera arrange any
mater mata visit visit | malar mala other any | justerar justera repair any | kopierar kopiera other any
laddar_upp ladda_upp other any | publicerar publicera other any | skapar skapa other any | sparrar sparra arrange any
forlanger forlanga arrange any | aterstaller aterstalla repair any | felsoker felsoka check any
besiktigar besiktiga visit visit
godkanner godkanna other any | lagger_in lagga_in other any | dubbelkollar dubbelkolla check any
checkar checka check any
skriver_ut skriva_ut other any | fornyar fornya arrange any | stadar stada other any | underrattar underratta answer any
erbjuder erbjuda answer any | drar_av dra_av refund any | overfor overfora refund any | overlamnar overlamna deliver any
presenterar presentera other any | uppgraderar uppgradera repair any | delar dela answer any
redovisar redovisa answer any
lamnar_tillbaka lamna_tillbaka deliver any | aterlamnar aterlamna deliver any | raknar_ut rakna_ut other any
avslutar avsluta other any
skaffar skaffa arrange any | koper kopa arrange any | haller_kontakt halla_kontakt return any | pratar prata return any
klarar_av klara_av arrange any | ritar rita other any | laser lasa check any | beraknar berakna other any
utfor utfora other any | annullerar annullera arrange any | sakerstaller sakerstalla arrange any
dyker_upp dyka_upp visit visit | makulerar makulera arrange any | kompletterar komplettera other any
eskalerar eskalera other any | tar_det ta_det arrange any | tar_detta ta_detta arrange any
tar_arendet ta_arendet arrange any
tar_tag ta_tag arrange any | far_ordning fa_ordning arrange any | avhjalper avhjalpa repair any
ger_besked ge_besked answer any | tilldelar tilldela arrange any | sorjer_for sorja_for arrange any
tar_itu ta_itu arrange any
"""
"""Present, infinitive, act and form of each verb; a low line parts a verb from its particle."""
