"""A real SAML provider, npm's samlify, on the loopback."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.web.accounts.asserting import certificate
from tests.web.accounts.providing import key

INSTALLED = Path(__file__).parents[3] / ".make" / "provider"


@contextmanager
def samlify(email: str, folder: Path, *, host: str = "127.0.0.1") -> Iterator[str]:
    """Runs the provider, where whoever comes is the person with the address; gives its own address."""
    if shutil.which("node") is None or not (INSTALLED / "node_modules" / "samlify").is_dir():
        pytest.skip("NOT TRIED: a real provider needs Node and samlify; tools/provider installs it")
    secret, public = folder / "key.pem", folder / "certificate.pem"
    secret.write_bytes(key("own").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(certificate("own").public_bytes(Encoding.PEM))
    script = Path(__file__).with_name("asserter.mjs")
    running = subprocess.Popen(
        ["node", script, INSTALLED, email, secret, public, host],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert running.stdout is not None
        yield running.stdout.readline().strip()
    finally:
        running.terminate()
        running.wait(timeout=10)
