"""Mails to take in, a real IMAP server (Dovecot) and a real SMTP server that can refuse."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from kohtaamo.channels.mail.choices import Security
from kohtaamo.channels.mail.commands.take_in import take_in
from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.channels.mail.secrets import seal

DOVECOT = "/usr/sbin/dovecot"
PASSWORD = "salasana"
EEVA = "Eeva Mattila <eeva.mattila@posti.example>"
US = "palvelu@tupa.example"


def make_mail(text: str = "Sänky ei tullut perjantaina.", **headers: str) -> bytes:
    """A usual mail from Eeva to us; a header given as ``In_Reply_To`` replaces or adds, an empty one is left out."""
    mail = EmailMessage()
    usual = {
        "From": EEVA, "To": US, "Subject": "Sänky ei tullut", "Date": "Fri, 20 Nov 2026 10:00:00 +0200",
        "Message-ID": "<m1@posti.example>",
    }  # fmt: skip
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in {**usual, **given}.items():
        if value:
            mail[name] = value
    mail.set_content(text)
    return mail.as_bytes()


TakesIn = Callable[..., Intake]


@pytest.fixture
def takes_in(mailbox: Mailbox) -> TakesIn:
    """Take a mail in as if it came by IMAP to the live mailbox: ``takes_in("words", From=..., source=...)``.

    The mailbox does not acknowledge; a test of that turns it on.
    """
    mailbox.acknowledges = False
    mailbox.save()

    def take(
        text: str = "Sänky ei tullut perjantaina.", raw: bytes = b"", source: str = "imap", **headers: str
    ) -> Intake:
        return take_in(raw=raw or make_mail(text, **headers), source=source, mailbox=mailbox)

    return take


@dataclass
class Received:
    sender: str
    recipients: list[str]
    content: bytes


@dataclass
class Receiver:
    """A server that takes mail in; ``refuse`` answers a recipient, ``answer`` the whole mail, ``drop`` hangs up."""

    port: int = 0
    mails: list[Received] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    answer: str = "250 2.0.0 OK"
    null_sender_refused: bool = False
    signed_sender_refused: bool = False
    drop: bool = False

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if self.null_sender_refused and address in {"", "<>"}:
            return "550 5.7.1 The null sender is not welcome"
        if self.signed_sender_refused and "+b-" in address:
            return "550 5.7.60 Not allowed to send as this sender"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        if self.answer.startswith("2"):
            self.mails.append(Received(envelope.mail_from or "", list(envelope.rcpt_tos), envelope.content))
        if self.drop:
            server.transport.abort()
        return self.answer


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver(port=free_port())
    controller = Controller(found, hostname="127.0.0.1", port=found.port)
    controller.start()
    yield found
    controller.stop()


@pytest.fixture
def outgoing(mailbox: Mailbox, receiver: Receiver) -> Mailbox:
    """The live mailbox, sending through the receiver."""
    mailbox.smtp_host, mailbox.smtp_port, mailbox.smtp_security = "127.0.0.1", receiver.port, Security.NONE
    mailbox.save()
    return mailbox


CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
mail_uid = {uid}
mail_gid = {gid}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
auth_failure_delay = 0
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
namespace inbox {{
  inbox = yes
}}
"""


@dataclass
class ImapServer:
    """A running Dovecot; each test uses a user of its own."""

    folder: Path
    port: int
    uid: int
    gid: int

    def maildir(self, user: str) -> Path:
        return self.folder / "mail" / user

    def deliver(self, user: str, raw: bytes, *, box: str = "") -> None:
        """Put a mail into the mailbox as a delivery agent does."""
        base = self.maildir(user) / (f".{box}" if box else "")
        for name in ("tmp", "new", "cur"):
            (base / name).mkdir(parents=True, exist_ok=True)
        path = base / "new" / f"{time.time_ns()}.M{len(raw)}.test"
        path.write_bytes(raw)
        for one in (self.maildir(user), base, *base.iterdir(), path):
            os.chown(one, self.uid, self.gid)

    def renumber(self, user: str) -> None:
        """Forget the UIDs, as after a restored backup: UIDVALIDITY changes."""
        for path in self.maildir(user).glob("dovecot*"):
            path.unlink() if path.is_file() else shutil.rmtree(path)

    def flags(self, user: str) -> list[str]:
        """The marks of each mail, from the names of its file."""
        names = [path.name for path in self.maildir(user).rglob("*.test*") if path.is_file()]
        return [name.partition(":2,")[2] for name in names]


@pytest.fixture(scope="session")
def dovecot() -> Iterator[ImapServer]:
    assert Path(DOVECOT).exists(), "install Dovecot first: make system"
    folder = Path(tempfile.mkdtemp(prefix="kohtaamo-dovecot-"))
    folder.chmod(0o755)
    (folder / "mail").mkdir()
    uid, gid, user, group = _whom()
    os.chown(folder / "mail", uid, gid)
    port = free_port()
    told = CONFIGURATION.format(folder=folder, port=port, uid=uid, gid=gid, user=user, group=group, password=PASSWORD)
    (folder / "dovecot.conf").write_text(told)
    process = subprocess.Popen([DOVECOT, "-F", "-c", str(folder / "dovecot.conf")])
    try:
        _wait_for(port, folder)
        yield ImapServer(folder, port, uid, gid)
    finally:
        process.terminate()
        process.wait(timeout=10)
        shutil.rmtree(folder, ignore_errors=True)


def _whom() -> tuple[int, int, str, str]:
    import grp
    import pwd

    if os.geteuid() == 0:
        found = pwd.getpwnam("nobody")
        return found.pw_uid, found.pw_gid, "nobody", grp.getgrgid(found.pw_gid).gr_name
    me = pwd.getpwuid(os.geteuid())
    return me.pw_uid, me.pw_gid, me.pw_name, grp.getgrgid(me.pw_gid).gr_name


def _wait_for(port: int, folder: Path) -> None:
    for _ in range(100):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    log = folder / "log"
    pytest.fail(f"Dovecot did not start: {log.read_text() if log.exists() else 'no log'}")


@pytest.fixture
def imap(mailbox: Mailbox, dovecot: ImapServer, request: pytest.FixtureRequest) -> Mailbox:
    """The mailbox on the real server, under a user of this test, not begun."""
    mailbox.imap_host, mailbox.imap_port, mailbox.imap_security = "127.0.0.1", dovecot.port, Security.NONE
    mailbox.username, mailbox.secret, mailbox.stage = f"u{time.time_ns()}", seal(PASSWORD), "new"
    mailbox.save()
    return mailbox
