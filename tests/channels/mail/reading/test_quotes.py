import pytest

from kohtaamo.channels.mail.reading.quotes import new_words

GMAIL = "pe 20. lokakuuta 2017 klo 17.50 Kide Oy <palvelu@kide.example> kirjoitti:"


def test_a_first_mail_is_left_as_it_is() -> None:
    text = "Hei,\n\nsohva tuli rikki.\n\n  - jalka irti\n  - kangas rikki\n\nMitä teen?"
    assert new_words(text) == text


def test_a_quoted_mail_below_the_reply_goes() -> None:
    assert new_words(f"Sopii.\n\n{GMAIL}\n\n> Hei\n>\n> Sopiiko perjantai?\n") == "Sopii."


def test_a_mail_quoted_without_marks_goes_to_its_end() -> None:
    assert new_words(f"Sopii.\n\n{GMAIL}\n\nHei\n\nSopiiko perjantai?") == "Sopii."


def test_a_reply_written_below_the_quoted_mail_is_found() -> None:
    assert new_words(f"{GMAIL}\n\n> Sopiiko perjantai?\n\nSopii.\n\n-- \nMatti") == "Sopii."


def test_answers_between_quoted_lines_stay_in_order() -> None:
    questions = "> Minkä värin?\nSinisen.\n\n> Milloin?\n\nPerjantaina.\nIltapäivällä.\n\n> Kide"
    assert (
        new_words(f"Hei!\n\n{GMAIL}\n{questions}\n\nTerveisin Matti")
        == "Hei!\n\nSinisen.\n\nPerjantaina.\nIltapäivällä."
    )


def test_an_answer_below_marked_lines_of_an_outlook_block_stays() -> None:
    text = "-----Original Message-----\nFrom: K <k@kide.example>\nSubject: Sohva\n\n> Sopiiko?\nSopii."
    assert new_words(text) == "Sopii."


def test_quotes_within_quotes_go_with_them() -> None:
    text = (
        "Ja.\n\nLe 15 janv. 2024 à 14:30, P <p@a.example> a écrit :\n> Merci\n>\n"
        "> Am 14.01.2024 um 10:00 schrieb H <h@a.example>:\n> > Interessant\n> >\n"
        "> > On Jan 13, 2024, at 3:00 PM, J <j@a.example> wrote:\n> > > Thanks\n"
    )
    assert new_words(text) == "Ja."


def test_the_rule_that_leads_to_a_header_goes_with_it() -> None:
    header = "From: K <k@kide.example>\nSent: 3 January 2017 10:35\nTo: M\nSubject: S"
    assert new_words(f"Ok.\n\n________________________________\n{header}\n\nHei") == "Ok."
    assert new_words(f"Ok.\n\n ------------------------------\n\n*{header}\n\nHei") == "Ok."


@pytest.mark.parametrize(
    "mark",
    [
        "##- Please type your reply above this line -##",
        "-- Kirjoita vastauksesi tämän rivin yläpuolelle --",
        "--- Svara ovanför den här raden ---",
        "=-=-= Bitte antworten Sie oberhalb dieser Zeile =-=-=",
    ],
)
def test_everything_under_a_reply_above_mark_goes(mark: str) -> None:
    assert new_words(f"Sopii.\n\n{mark}\n\nHei Matti,\nsopiiko perjantai?") == "Sopii."


def test_an_emoji_is_an_answer() -> None:
    assert new_words(f"👍\n\nLähetetty iPhonesta\n\n{GMAIL}\n> Sopiiko?") == "👍"


def test_a_mail_with_nothing_of_its_own_is_given_whole() -> None:
    forward = "---------- Forwarded message ---------\nFrom: K <k@kide.example>\nSubject: Sohva\n\nKatso tämä."
    assert new_words(forward) == forward
    assert new_words("> vain\n> lainaus") == "> vain\n> lainaus"
    assert new_words("-- \nMatti") == "-- \nMatti"


def test_an_empty_mail_has_no_words() -> None:
    assert [new_words(text) for text in ("", "\n\n", " \r\n")] == ["", "", ""]


def test_line_ends_of_every_kind_are_understood() -> None:
    assert new_words(f"Hei\r\n\r\nSopii.\r\n\r\n{GMAIL}\r\n> a\r\n") == "Hei\n\nSopii."
    assert new_words(f"Hei\rSopii.\r\r{GMAIL}\r> a\r") == "Hei\nSopii."


def test_invisible_characters_and_split_letters_do_not_hide_a_header() -> None:
    header = (
        "La\u0308hetta\u0308ja\u0308: Kide <\u200bk@kide.example>\nLähetetty:\u00a0tiistai 3. tammikuuta 2017 10.35"
    )
    assert new_words(f"Sopii.\n\n\ufeff{header}\nAihe:\u00a0Sohva\n\nHei") == "Sopii."


@pytest.mark.parametrize(
    "prose",
    [
        "On Monday I wrote:\nPlease send the sofa.",
        "Hei! On Monday 5.5.2024 I wrote:\nyou promised it by Friday.",
        "Den 5 maj 2024 skrev jag:\nnär kommer soffan?",
        "On the surface, this looks like a header.\nOn average, it is not.",
        "One thing:\n\nLocally, when I run...",
        "From: my point of view this is wrong.\nTo: be honest I am sad.",
        "Muutto:\nFrom: Helsinki\nTo: Turku\nDate: 3.5.2024\n\nPaljonko maksaa?",
        "Lähettäjä: Kide Oy\nVastaanottaja: Matti\nLähetetty: 3.5.2024\n\nPaketti ei ole tullut.",
        "Nimi: Matti\nSähköposti: matti@asiakas.example\nPäivä: 3.5.2024\nTilaus: AT-10482\n\nHaluan palauttaa.",
        'Myyjänne Pekka kirjoitti:\n"Tuote on varastossa." Onko näin?',
        "Tilasin 12.5.2024 kolme tuotetta:\n- sohva\n- matto\n- pöytä",
        "On 12 May 2024 the seller wrote me three things:\na, b and c. What now?",
        "12.5.2024 lähetin viestin osoitteeseen info@kide.example:\nsiihen ei vastattu.",
        "Matti kirjoitti 3.5.2024 klo 12.30 että tulee maanantaina. Miksi ei tullut?",
        "Hej! Du skrev 2024-05-03 kl 12:30 att soffan kommer. Var är den?",
        "Hei, alkuperäinen viesti katosi. Mitä teen?",
        "Asia 1\n----\nEnsimmäinen asia.\n----\nAsia 2\n\n====\n\nToinen asia.",
    ],
)
def test_prose_that_resembles_a_header_stays(prose: str) -> None:
    assert new_words(prose) == prose
