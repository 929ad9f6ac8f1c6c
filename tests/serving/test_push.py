"""Pushes: sealed as the standard's own example, signed by the house, sent to a push service, forgotten when gone."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pytest_django import Settings

from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.time import now
from kohtaamo.serving.choices import Told
from kohtaamo.serving.commands.device import add_device
from kohtaamo.serving.jobs import push
from kohtaamo.serving.models import Notification, PushDevice
from kohtaamo.serving.push import _expand, _extract, house_key, packed, public_bytes, seal, unpacked, vapid
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db
AUTH = b"0123456789abcdef"


def test_it_is_sealed_as_in_the_example_of_rfc_8291() -> None:
    own = ec.derive_private_key(
        int.from_bytes(unpacked("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big"), ec.SECP256R1()
    )
    sealed = seal(
        b"When I grow up, I want to be a watermelon",
        p256dh=unpacked("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        auth=unpacked("BTBZMqHH6r4Tts7J_aSIgg"), salt=unpacked("DGv6ra1nlYgDCS1FRnbzlw"), own=own,
    )  # fmt: skip
    assert packed(sealed) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_y"
        "l95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_the_house_signs_for_the_origin_of_the_push_service() -> None:
    token = vapid("https://push.example/abc/def").removeprefix("vapid t=").split(",")[0]
    head, claims, signature = token.split(".")
    raw = unpacked(signature)
    both = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    house_key().public_key().verify(both, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    assert json.loads(unpacked(claims))["aud"] == "https://push.example"


class Service(BaseHTTPRequestHandler):
    taken: ClassVar[list[tuple[dict[str, str], bytes]]] = []
    answers: ClassVar[int] = 201

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.taken.append((dict(self.headers), body))
        self.send_response(self.answers)
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Quiet."""


@pytest.fixture
def service(settings: Settings) -> Iterator[str]:
    settings.KOHTAAMO = {**settings.KOHTAAMO, "INTERNAL_HOSTS": ["127.0.0.1"]}
    server = HTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Service.taken.clear()
    Service.answers = 201
    yield f"http://127.0.0.1:{server.server_port}/push/1"
    server.shutdown()
    server.server_close()


@pytest.fixture
def browser() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def told(case: Case, owner: Member) -> Notification:
    return Notification.objects.create(member=owner, kind=Told.WROTE, case=case, entry=1, at=now())


def add(member: Member, endpoint: str, browser: ec.EllipticCurvePrivateKey) -> PushDevice:
    point = packed(public_bytes(browser.public_key()))
    return add_device(actor=member, endpoint=endpoint, p256dh=point, auth=packed(AUTH), name="Chromium")


def opened(body: bytes, browser: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    """What the browser reads, by the receiving side of RFC 8291."""
    salt, theirs = body[:16], body[21:86]
    shared = browser.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
    info = b"WebPush: info\x00" + public_bytes(browser.public_key()) + theirs
    secret = _extract(salt, _expand(_extract(AUTH, shared), info, 32))
    key, nonce = (
        _expand(secret, b"Content-Encoding: aes128gcm\x00", 16),
        _expand(secret, b"Content-Encoding: nonce\x00", 12),
    )
    words: dict[str, str] = json.loads(AESGCM(key).decrypt(nonce, body[86:], None).rstrip(b"\x02"))
    return words


def test_a_browser_reads_what_was_pushed(
    service: str, browser: ec.EllipticCurvePrivateKey, told: Notification, owner: Member
) -> None:
    device = add(owner, service, browser)
    push.call(device.pk, told.pk)
    headers, body = Service.taken[0]
    assert opened(body, browser)["url"] == f"/notifications/{told.pk}/"
    assert "Eeva Mattila" in opened(body, browser)["body"]
    assert (headers["Content-Encoding"], headers["TTL"]) == ("aes128gcm", "14400")
    assert PushDevice.objects.get().told_at is not None


@pytest.mark.parametrize(("answers", "left"), [(410, 0), (404, 0), (429, 1), (500, 1)])
def test_a_browser_that_is_gone_is_forgotten(
    service: str, browser: ec.EllipticCurvePrivateKey, told: Notification, owner: Member, answers: int, left: int
) -> None:
    Service.answers = answers
    push.call(add(owner, service, browser).pk, told.pk)
    assert PushDevice.objects.count() == left


def test_what_was_seen_is_not_pushed(
    service: str, browser: ec.EllipticCurvePrivateKey, told: Notification, owner: Member
) -> None:
    device = add(owner, service, browser)
    Notification.objects.update(seen_at=now())
    push.call(device.pk, told.pk)
    assert Service.taken == []


@pytest.mark.parametrize(
    ("endpoint", "point"),
    [("http://push.example/1", ""), ("https://push.example/1", "AAAA"), ("file:///etc/passwd", "")],
)
def test_a_browser_gives_a_safe_address_and_real_keys(
    owner: Member, browser: ec.EllipticCurvePrivateKey, endpoint: str, point: str
) -> None:
    p256dh = point or packed(public_bytes(browser.public_key()))
    with pytest.raises(Invalid):
        add_device(actor=owner, endpoint=endpoint, p256dh=p256dh, auth=packed(AUTH), name="")
