"""A provider of sign-ins on the loopback that can be told to lie."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Issuer:
    """``person`` is who signs in; ``lies`` replace claims, ``None`` taking one away; ``signs`` forges the token."""

    url: str
    person: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)  # replaces parts of what it says of itself
    signs: Any = None
    asked: dict[str, dict[str, str]] = field(default_factory=dict)  # by code: what the sign-in was begun with
    used: set[str] = field(default_factory=set)
    userinfo: dict[str, Any] = field(default_factory=dict)

    def grant(self, address: str) -> dict[str, str]:
        """The person signs in at the address they were sent to: what comes back to us."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return {"code": code, "state": asked["state"], "iss": self.url}

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.url, "authorization_endpoint": f"{self.url}/auth", "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys", "userinfo_endpoint": f"{self.url}/me", **self.told,
        }  # fmt: skip

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key("own").public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        asked = self.asked.get(form["code"])
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if asked is None or form["code"] in self.used or proof != asked["code_challenge"]:
            return None
        self.used.add(form["code"])
        at = int(time.time())
        claims = {
            "iss": self.url, "aud": asked["client_id"], "nonce": asked["nonce"], "iat": at, "exp": at + 60,
            "email_verified": True, **self.person, **self.lies,
        }  # fmt: skip
        return {"access_token": "open", "token_type": "Bearer", "id_token": self._signed(claims)}

    def _signed(self, claims: dict[str, Any]) -> str:
        kept = {name: value for name, value in claims.items() if value is not None}
        if self.signs is not None:
            return str(self.signs(kept))
        return jwt.encode(kept, key("own"), "RS256", {"kid": "one"})


@contextmanager
def providing() -> Iterator[Issuer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = {
                "/.well-known/openid-configuration": issuer.discovery, "/keys": issuer.keys,
                "/me": lambda: {"sub": issuer.person.get("sub"), **issuer.userinfo},
            }.get(self.path)  # fmt: skip
            self._say(404, {}) if told is None else self._say(200, told())

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
            answer = issuer.token(form)
            self._say(200, answer) if answer else self._say(400, {"error": "invalid_grant"})

        def _say(self, status: int, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer = Issuer(f"http://127.0.0.1:{server.server_port}")
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    running.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
