"""Mails are read in groups in another process, whose end costs only the reading."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator

import pytest
from tests.channels.mail.conftest import make_mail

from kohtaamo.channels.mail.reading_groups import AHEAD, FEW, TOGETHER, read_groups


def _raw(mail: bytes) -> bytes:
    return mail


def test_every_mail_is_there_once_and_in_order() -> None:
    mails = [make_mail(f"Viesti {number}") for number in range(TOGETHER * FEW + 7)]
    groups = list(read_groups(mails, _raw))
    texts = [one.letter.text.strip() for group in groups for one in group.opened or [] if one]
    assert (len(groups), texts) == (FEW + 1, [f"Viesti {number}" for number in range(len(mails))])


def test_a_few_mails_are_left_to_be_read_by_who_asked() -> None:
    groups = list(read_groups([make_mail()] * 5, _raw))
    assert [(len(group.mails), group.opened) for group in groups] == [(5, None)]


def test_a_large_mail_leaves_its_group_unread() -> None:
    mails = [make_mail()] * (TOGETHER * FEW) + [b"x" * 2_000_001]
    assert [group.opened is None for group in read_groups(mails, _raw)] == [False] * FEW + [True]


def test_a_mail_that_cannot_be_read_is_none_among_the_others() -> None:
    mails = [make_mail()] * (TOGETHER * FEW)
    mails[TOGETHER + 1] = b""
    second = list(read_groups(mails, _raw))[1].opened or []
    assert [place for place, one in enumerate(second) if one is None] == [1]


@pytest.mark.parametrize("number", [5, TOGETHER * FEW + 7])
def test_what_came_before_the_source_broke_is_handed_over_and_then_it_is_told(number: int) -> None:
    def mails() -> Iterator[bytes]:
        yield from [make_mail()] * number
        raise ConnectionResetError

    handed = []
    with pytest.raises(ConnectionResetError):
        for group in read_groups(mails(), _raw):
            handed += group.mails
    assert len(handed) == number


def test_when_the_reading_process_comes_down_its_mails_are_unread_and_the_rest_is_read() -> None:
    groups = 4 * AHEAD

    def mails() -> Iterator[bytes]:
        for number in range(groups * TOGETHER):
            if number == AHEAD * TOGETHER:
                for child in multiprocessing.active_children():
                    child.kill()
                    child.join()
            yield make_mail(f"Viesti {number}")

    found = list(read_groups(mails(), _raw))
    unread = sum(group.opened is None for group in found)
    assert (len(found), sum(len(group.mails) for group in found)) == (groups, groups * TOGETHER)
    assert (unread < groups, found[-1].opened is not None) == (True, True)
