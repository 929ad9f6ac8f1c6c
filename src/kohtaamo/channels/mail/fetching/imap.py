"""One connection to a mailbox (RFC 3501). Folders are opened for reading only, so no mark on the server changes."""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _
from imap_tools.errors import ImapToolsError
from imap_tools.mailbox import BaseMailBox

from kohtaamo.channels.mail.choices import Security, SignIn
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.channels.mail.secrets import unseal
from kohtaamo.channels.mail.tokens import access_token, forget_token
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.outgoing import connect

TIMEOUT = 60.0  # seconds for each answer
BATCH, BATCH_BYTES = 50, 16_000_000
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")


class SignInRefused(Invalid):
    code = "sign_in_refused"
    status = 502
    sentence = _("The mail server did not accept the user name and password. Check them, and sign in again.")


class FolderMissing(Invalid):
    code = "folder_missing"
    status = 502
    sentence = _("The mailbox has no such folder. Check the names of the folders to read.")


@dataclass(frozen=True)
class Status:
    """What the server says of a folder: how many mails, in which UIDVALIDITY, and the UID the next one gets."""

    count: int
    uidvalidity: int
    uidnext: int


@dataclass(frozen=True)
class Fetched:
    """A mail from the server, got there at ``came_at``. ``raw`` is only the head when ``size`` is larger."""

    uid: int
    raw: bytes
    size: int
    came_at: datetime | None


class _Client(imaplib.IMAP4):
    """IMAP over the guarded connection."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._security = mailbox.imap_security
        super().__init__(mailbox.imap_host, mailbox.imap_port, timeout=TIMEOUT)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        made = connect(self.host, self.port, timeout or TIMEOUT)
        if self._security == Security.TLS:
            return ssl.create_default_context().wrap_socket(made, server_hostname=self.host)
        return made


class _Tools(BaseMailBox):  # type: ignore[misc]
    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        client = _Client(self._mailbox)
        if self._mailbox.imap_security == Security.STARTTLS:
            client.starttls(ssl.create_default_context())
        return client


@contextmanager
def connected(mailbox: Mailbox) -> Iterator[Box]:
    """A signed-in connection. Raises ``SignInRefused``, ``SecretLost``, ``TokenRefused``, ``OSError``, IMAP errors."""
    tools = _Tools(mailbox)
    try:
        _sign_in(tools, mailbox)
        yield Box(tools)
    finally:
        with suppress(Exception):
            tools.client.logout()


def _sign_in(tools: _Tools, mailbox: Mailbox) -> None:
    user = mailbox.username or mailbox.address
    try:
        if mailbox.sign_in == SignIn.PASSWORD:
            tools.login_utf8(user, unseal(mailbox.secret), initial_folder=None)
        else:
            tools.xoauth2(user, access_token(mailbox), initial_folder=None)
    except (ImapToolsError, imaplib.IMAP4.error) as problem:
        forget_token(mailbox)
        if isinstance(problem, imaplib.IMAP4.abort):
            raise
        raise SignInRefused(f"{SignInRefused.sentence} ({str(problem)[:120]})") from problem


class Box:
    """What is asked of a mailbox on the server."""

    def __init__(self, tools: _Tools) -> None:
        self._tools = tools
        self._client: imaplib.IMAP4 = tools.client

    def folders(self) -> list[str]:
        """The names of its folders."""
        return [one.name for one in self._tools.folder.list() if "\\Noselect" not in one.flags]

    def open(self, name: str) -> Status:
        """Open a folder for reading only. Raises ``FolderMissing``."""
        try:
            self._tools.folder.set(name, readonly=True)
            told = self._tools.folder.status(name, ["MESSAGES", "UIDVALIDITY", "UIDNEXT"])
        except ImapToolsError as problem:
            raise FolderMissing(f"{FolderMissing.sentence} ({name})") from problem
        return Status(told["MESSAGES"], told["UIDVALIDITY"], told["UIDNEXT"])

    def uids(self, above: int = 0) -> list[int]:
        """The UIDs in the open folder above one, in order."""
        _ok, data = self._client.uid("SEARCH", f"UID {above + 1}:*")
        found = data[0].split() if data and data[0] else []
        return sorted(uid for uid in map(int, found) if uid > above)

    def mails(self, uids: Sequence[int], *, most: int) -> Iterator[Fetched]:
        """The mails with these UIDs, in order, some at a time; of one larger than ``most`` bytes only the head."""
        for at in range(0, len(uids), BATCH):
            sizes = self._sizes(uids[at : at + BATCH])
            for batch in _portions(sizes, most):
                yield from self._fetch(batch, sizes, "BODY.PEEK[]")
            large = [uid for uid, size in sizes.items() if size > most]
            yield from self._fetch(large, sizes, "BODY.PEEK[HEADER]")

    def heads(self, uids: Sequence[int]) -> Iterator[Fetched]:
        """Only the heads of these mails."""
        yield from self._fetch(list(uids), {}, "BODY.PEEK[HEADER]")

    def _sizes(self, uids: Sequence[int]) -> dict[int, int]:
        data = self._ask(uids, "(UID RFC822.SIZE)")
        found = {}
        for item in data:
            line = item[0] if isinstance(item, tuple) else item or b""
            if (uid := _UID.search(line)) and (size := _SIZE.search(line)):
                found[int(uid[1])] = int(size[1])
        return dict(sorted(found.items()))

    def _fetch(self, uids: Sequence[int], sizes: dict[int, int], what: str) -> Iterator[Fetched]:
        if not uids:
            return
        data = self._ask(uids, f"(UID INTERNALDATE {what})")
        found = []
        for at, item in enumerate(data):
            if not isinstance(item, tuple):
                continue
            after = data[at + 1] if at + 1 < len(data) else b""
            described = item[0] + b" " + (after if isinstance(after, bytes) else b"")
            if uid := _UID.search(described):
                number = int(uid[1])
                whole = len(item[1]) if what == "BODY.PEEK[]" else sizes.get(number, len(item[1]))
                found.append(Fetched(number, item[1], whole, _moment(described)))
        yield from sorted(found, key=lambda one: one.uid)

    def _ask(self, uids: Sequence[int], what: str) -> list[bytes | tuple[bytes, bytes]]:
        if not uids:
            return []
        said, data = self._client.uid("FETCH", ",".join(map(str, uids)), what)
        if said != "OK":
            raise imaplib.IMAP4.error(str(data)[:200])
        return data

    def can_idle(self) -> bool:
        """Whether the server tells of new mail by itself (RFC 2177)."""
        return "IDLE" in self._client.capabilities

    def wait(self, seconds: float) -> bool:
        """Wait for news at most so long; True when there is some."""
        with self._tools.idle as idle:
            return bool(idle.poll(timeout=seconds))

    def is_alive(self) -> None:
        """Say something, so that a broken connection is noticed. Raises what the connection raises."""
        self._client.noop()


def _portions(sizes: dict[int, int], most: int) -> Iterator[list[int]]:
    batch: list[int] = []
    total = 0
    for uid, size in sizes.items():
        if size > most:
            continue
        if batch and total + size > BATCH_BYTES:
            yield batch
            batch, total = [], 0
        batch.append(uid)
        total += size
    if batch:
        yield batch


def _moment(described: bytes) -> datetime | None:
    told = imaplib.Internaldate2tuple(described)
    return datetime.fromtimestamp(time.mktime(told), UTC) if told else None
