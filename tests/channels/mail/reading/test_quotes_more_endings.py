import pytest

from kohtaamo.channels.mail.reading.quotes import new_words

REPLY = "Sohva on saapunut.\nKiitos siitä."


@pytest.mark.parametrize(
    "closing",
    [
        "Udvozlettel,\nAnna",
        "Üdv\nAnna",
        "Z powazaniem,\nJan",
        "Atenciosamente,\nAna",
        "Mit freundlichen Gruessen\nMax",
        "S uctou,\nJan",
        "Kh\nPeter",
        "/Anna",
    ],
)
def test_closings_written_without_the_signs_of_the_language_go(closing: str) -> None:
    assert new_words(f"{REPLY}\n\n{closing}") == REPLY


@pytest.mark.parametrize(
    "footer",
    ["Sent with Airmail", "Sent from Mailbox", "Sent using Zoho Mail", "Hae Outlook for Android", "From My Iphone 6"],
)
def test_what_a_program_adds_of_itself_goes(footer: str) -> None:
    assert new_words(f"{REPLY}\n\n{footer}") == REPLY


@pytest.mark.parametrize(
    "words",
    [
        "Sent from my desk, is much easier than my mobile phone.",
        "Sent the form today.",
        "Get Outlook to work, please.",
        "Kh 5 asunnossa on vuoto",
        "--\n\nMissä pakettini on? Olen odottanut jo viikon.",
        "--\n\nThe parcel has not come to me in two weeks.",
        "Cheers for the help! The app still crashes.",
    ],
)
def test_words_that_only_look_like_an_ending_stay(words: str) -> None:
    assert new_words(f"{REPLY}\n\n{words}") == f"{REPLY}\n\n{words}"
