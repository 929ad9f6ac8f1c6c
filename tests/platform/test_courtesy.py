"""Work beside the pages steps aside while a page is being answered, and goes on all the same."""

from __future__ import annotations

import threading

import pytest

from kohtaamo.platform.courtesy import answering, give_way


def test_nobody_waits_when_no_page_is_asked_for() -> None:
    assert give_way(0)


def test_work_waits_until_the_last_page_has_been_answered() -> None:
    done = threading.Event()
    work = threading.Thread(target=lambda: (give_way(60), done.set()), daemon=True)
    with answering():
        with answering():
            work.start()
        assert not done.wait(0.1)
    assert done.wait(30)


def test_work_goes_on_however_busy_the_pages_are() -> None:
    with answering():
        assert not give_way(0.01)


def test_a_page_that_fails_holds_up_nobody() -> None:
    with pytest.raises(LookupError), answering():
        raise LookupError
    assert give_way(0)
