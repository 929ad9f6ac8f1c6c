"""A small shop that carries decisions out: the other end of a connection, with nothing but Python's standard library.

    SECRET=whsec_... PORT=9000 python shop_receiver.py

It checks who speaks (Standard Webhooks, symmetric signatures), does each event once however often it comes, and answers
what came of it. ``LATER=yes`` answers 202 and tells the outcome afterwards by a signed call of its own.
"""

import base64
import hashlib
import hmac
import json
import os
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = base64.b64decode(os.environ["SECRET"].removeprefix("whsec_"))
LATER = os.environ.get("LATER") == "yes"
FRESH = 5 * 60  # seconds: an older message may be one that somebody caught and sends again
DONE = {}  # webhook-id -> what we answered; a real shop keeps this in its database
ONE_AT_A_TIME = threading.Lock()


def sign(called, at, body):
    made = hmac.digest(KEY, f"{called}.{at}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(made).decode()


def is_genuine(headers, body):
    called, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not at.isdecimal() or abs(time.time() - int(at)) > FRESH:
        return False
    wanted = sign(called, at, body).encode()
    given = headers.get("webhook-signature", "").split()
    return any(hmac.compare_digest(each.encode(), wanted) for each in given)


def carry_out(event):
    """What the shop itself does. ``amount`` is what stands now, in cents: a correction tells the new one, 0 takes it back."""
    decision = event["data"]["decision"]
    if decision["kind"] != "refund":
        return {"outcome": "failed", "reason": f"we do not know how to do {decision['kind']}"}
    print(
        f"refund to {decision['customer']['name']}: {decision['amount'] / 100:.2f} {decision['currency']}", flush=True
    )
    return {"outcome": "done", "reference": f"R-{decision['id']}", "by": "shop"}


def tell_later(event, outcome):
    """Tell the outcome when it is known, signed with the same secret."""
    where = event["data"]["outcome"]
    body = json.dumps({**outcome, "version": where["version"]}).encode()
    called, at = f"later_{event['id']}", str(int(time.time()))
    headers = {"webhook-id": called, "webhook-timestamp": at, "webhook-signature": sign(called, at, body)}
    headers["content-type"] = "application/json"
    urllib.request.urlopen(urllib.request.Request(where["url"], body, headers), timeout=10).close()


class Shop(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if not is_genuine(self.headers, body):
            return self.say(401, {})
        event = json.loads(body)
        if not event["data"].get("outcome"):  # something we are only told of
            return self.say(200, {})
        with ONE_AT_A_TIME:
            if event["id"] not in DONE:
                DONE[event["id"]] = carry_out(event)
                if LATER:
                    threading.Timer(0.5, tell_later, [event, DONE[event["id"]]]).start()
        return self.say(202, {}) if LATER else self.say(200, DONE[event["id"]])

    def say(self, status, answer):
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said):
        """Nothing: what customers are given belongs in no log."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "9000"))), Shop)
    print(f"listening on port {server.server_port}", flush=True)
    server.serve_forever()
