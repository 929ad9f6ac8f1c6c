"""Moments in mails to customers are written as a native would."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import override_settings
from django.utils.translation import override

from kohtaamo.channels.mail.moments import told


@pytest.mark.parametrize(
    ("language", "at", "written"),
    [
        ("fi", "2026-12-04T16:00:00+02:00", "pe 4.12.2026 klo 16"),
        ("fi", "2026-12-04T16:30:00+02:00", "pe 4.12.2026 klo 16.30"),
        ("fi", "2026-12-04T09:05:00+02:00", "pe 4.12.2026 klo 9.05"),
        ("sv", "2026-12-04T16:00:00+02:00", "fre 4.12.2026 kl. 16"),
        ("sv", "2026-12-04T16:30:00+02:00", "fre 4.12.2026 kl. 16.30"),
        ("en", "2026-12-04T16:00:00+02:00", "Fri 4 Dec 2026 at 16:00"),
    ],
)
def test_a_full_hour_is_told_without_its_minutes_where_that_is_the_way(language: str, at: str, written: str) -> None:
    with override(language), override_settings(TIME_ZONE="Europe/Helsinki"):
        assert told(datetime.fromisoformat(at)) == written
