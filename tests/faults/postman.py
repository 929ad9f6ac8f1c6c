"""A customer's mail server as it should be: it sends again whatever was not acknowledged."""

from __future__ import annotations

import queue
import smtplib
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.stories.house import House
from tests.stories.mails import US

CARRIERS = 4
PAUSE = 0.1  # seconds before the next try


@dataclass
class Postman:
    """Carries mails to the intake in several connections until each has been acknowledged with 250."""

    house: House
    acknowledged: list[bytes] = field(default_factory=list)
    refusals: list[int] = field(default_factory=list)  # codes of the answers that were not 250
    resent: int = 0
    _waiting: queue.SimpleQueue[bytes] = field(default_factory=queue.SimpleQueue)
    _carriers: list[threading.Thread] = field(default_factory=list)

    def set_out(self, mails: Sequence[bytes]) -> None:
        """Begin carrying; ``arrive`` waits for the end."""
        for mail in mails:
            self._waiting.put(mail)
        self._carriers = [threading.Thread(target=self._carry, daemon=True) for _ in range(CARRIERS)]
        for carrier in self._carriers:
            carrier.start()

    def arrive(self, *, within: float) -> None:
        ends = time.monotonic() + within
        for carrier in self._carriers:
            carrier.join(timeout=max(0.0, ends - time.monotonic()))
        assert not any(carrier.is_alive() for carrier in self._carriers), f"{len(self.acknowledged)} were acknowledged"

    def has_delivered(self, count: int, *, within: float = 120.0) -> None:
        """Wait until so many have been acknowledged."""
        ends = time.monotonic() + within
        while len(self.acknowledged) < count:
            assert time.monotonic() < ends, f"only {len(self.acknowledged)} of {count} were acknowledged"
            time.sleep(0.005)

    def _carry(self) -> None:
        server: smtplib.SMTP | None = None
        while True:
            try:
                mail = self._waiting.get_nowait()
            except queue.Empty:
                break
            while not self._handed(server := server or self._connected(), mail):
                self.resent += 1
                server = None
                time.sleep(PAUSE)
            self.acknowledged.append(mail)
        if server:
            server.close()

    def _connected(self) -> smtplib.SMTP | None:
        try:
            return smtplib.SMTP("127.0.0.1", self.house.intake_port, timeout=30)
        except (OSError, smtplib.SMTPException):
            return None

    def _handed(self, server: smtplib.SMTP | None, mail: bytes) -> bool:
        if server is None:
            return False
        try:
            server.sendmail("asiakas@posti.example", [US], mail)
        except smtplib.SMTPResponseException as refused:
            self.refusals.append(refused.smtp_code)
            server.close()
            return False
        except smtplib.SMTPRecipientsRefused as refused:
            self.refusals.extend(code for code, _said in refused.recipients.values())
            server.close()
            return False
        except (OSError, smtplib.SMTPException):
            server.close()
            return False
        return True
