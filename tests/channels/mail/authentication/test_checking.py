"""A mail delivered straight to us is judged by SPF, DKIM and DMARC, in bounded time."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import override_settings
from tests.channels.mail.authentication.conftest import NameServer, Timed
from tests.channels.mail.authentication.signing import signed
from tests.channels.mail.conftest import make_mail

from kohtaamo.channels.mail.authentication.checking import Delivered, judge
from kohtaamo.channels.mail.authentication.names import EACH, WHOLE, Names, Silent

PEER = "93.184.215.14"  # a public address, and nobody connects to it
DOMAIN = "posti.example"


def way(peer: str = PEER, sender: str = "eeva.mattila@posti.example") -> Delivered:
    return Delivered(peer, "mx.posti.example", sender)


def result(server: NameServer, raw: bytes | None = None, **given: str) -> str:
    return judge(make_mail() if raw is None else raw, way(**given), server.names).result


@pytest.fixture
def strict(dns_server: NameServer) -> NameServer:
    """A domain that lets only one machine send for it, signs, and says so."""
    dns_server.text(DOMAIN, f"v=spf1 ip4:{PEER} -all")
    dns_server.text(f"_dmarc.{DOMAIN}", "v=DMARC1; p=reject")
    dns_server.signs(DOMAIN)
    return dns_server


def test_the_domains_own_machine_is_believed(strict: NameServer) -> None:
    assert judge(make_mail(), way(), strict.names).stored() == {
        "result": "pass", "spf": "pass", "dkim": "none", "dmarc": "pass", "by": "kohtaamo",
    }  # fmt: skip


def test_a_strangers_machine_in_the_domains_name_fails(strict: NameServer) -> None:
    assert judge(make_mail(), way("93.184.215.15"), strict.names).stored() == {
        "result": "fail", "spf": "fail", "dkim": "none", "dmarc": "fail", "by": "kohtaamo",
    }  # fmt: skip


def test_a_strangers_own_domain_in_the_envelope_does_not_speak_for_the_one_in_from(strict: NameServer) -> None:
    strict.text("paha.example", "v=spf1 +all")
    assert result(strict, sender="paha@paha.example") == "fail"


def test_a_forwarded_mail_that_is_signed_is_believed(strict: NameServer) -> None:
    assert result(strict, signed(DOMAIN), peer="93.184.215.15", sender="list@muu.example") == "pass"


def test_a_signature_of_the_same_house_is_believed_unless_the_domain_is_strict(strict: NameServer) -> None:
    strict.signs(f"mail.{DOMAIN}")
    raw = signed(f"mail.{DOMAIN}")
    usual = result(strict, raw, peer="93.184.215.15")
    strict.zone[f"_dmarc.{DOMAIN}", "TXT"] = ['"v=DMARC1; p=none; adkim=s"']
    assert (usual, result(strict, raw, peer="93.184.215.15")) == ("pass", "fail")


def test_a_subdomain_is_judged_by_the_word_of_its_house(strict: NameServer) -> None:
    raw = make_mail(From="Eeva <eeva@osasto.posti.example>")
    assert (result(strict, raw, sender="eeva@osasto.posti.example"), result(strict, raw)) == ("fail", "pass")


@pytest.mark.parametrize(("registry", "said"), [("example", "v=DMARC1; p=none"), ("co.example", "v=DMARC1; psd=y")])
def test_houses_under_one_registry_do_not_speak_for_one_another(
    dns_server: NameServer, registry: str, said: str
) -> None:
    dns_server.text(f"_dmarc.{registry}", said)
    dns_server.text(f"_dmarc.posti.{registry}", "v=DMARC1; p=none")
    dns_server.signs(f"paha.{registry}")
    raw = signed(f"paha.{registry}", From=f"Eeva <eeva@posti.{registry}>")
    assert result(dns_server, raw, sender=f"a@paha.{registry}") == "fail"


def test_words_changed_on_the_way_break_the_signature(strict: NameServer) -> None:
    raw = signed(DOMAIN, "Tilille FI21").replace(b"FI21", b"FI66")
    assert result(strict, raw, peer="93.184.215.15") == "fail"


def test_a_signature_over_part_of_the_body_is_not_enough(strict: NameServer) -> None:
    raw = signed(DOMAIN, length=True) + b"Ja maksakaa tilille FI66.\r\n"
    assert result(strict, raw, peer="93.184.215.15") == "fail"


def test_two_senders_in_one_mail_fail(strict: NameServer) -> None:
    assert result(strict, b"From: eeva.mattila@posti.example\r\n" + make_mail(From="a@muu.example")) == "fail"


@pytest.mark.parametrize(
    ("spf", "peer", "expected"),
    [
        (f"v=spf1 ip4:{PEER} -all", PEER, "pass"),
        (f"v=spf1 ip4:{PEER} -all", "93.184.215.15", "fail"),
        ("v=spf1 ~all", PEER, "none"),
        ("v=spf1 include:puuttuu.example -all", PEER, "none"),
        ("", PEER, "none"),
    ],
)
def test_a_domain_without_a_policy_is_judged_by_what_it_does_say(
    dns_server: NameServer, spf: str, peer: str, expected: str
) -> None:
    if spf:
        dns_server.text(DOMAIN, spf)
    assert result(dns_server, peer=peer) == expected


def test_what_our_own_relay_delivers_is_judged_by_its_signature_alone(strict: NameServer) -> None:
    assert (result(strict, peer="127.0.0.1"), result(strict, signed(DOMAIN), peer="10.1.2.3")) == ("unknown", "pass")


def test_our_relays_word_is_believed_when_its_name_is_ours(strict: NameServer) -> None:
    raw = make_mail(Authentication_Results="mx.tupa.example; dmarc=pass header.from=posti.example")
    unnamed = result(strict, raw, peer="127.0.0.1")
    with _ours("mx.tupa.example"):
        named = result(strict, raw, peer="127.0.0.1")
        stranger = result(strict, raw, peer="93.184.215.15")
    assert (unnamed, named, stranger) == ("unknown", "pass", "fail")


def _ours(*names: str) -> override_settings:
    return override_settings(KOHTAAMO={**settings.KOHTAAMO, "AUTHSERV_IDS": list(names)})


def test_a_domain_whose_names_are_not_answered_is_unknown_in_bounded_time(strict: NameServer, stopwatch: Timed) -> None:
    strict.slow.add(f"_dmarc.{DOMAIN}")
    assert (result(strict, peer="93.184.215.15"), stopwatch() < WHOLE) == ("unknown", True)


def test_a_strangers_slow_names_do_not_hide_that_the_mail_fails(strict: NameServer, stopwatch: Timed) -> None:
    strict.slow |= {"hidas.example", "s1._domainkey.hidas.example"}
    raw = signed("hidas.example")
    assert (result(strict, raw, sender="a@hidas.example"), stopwatch() < EACH) == ("fail", True)


def test_a_resolver_that_is_gone_is_asked_again_only_after_a_rest(strict: NameServer, stopwatch: Timed) -> None:
    strict.is_silent = True
    names = strict.names
    results = [judge(make_mail(), way(), names).result for _ in range(20)]
    assert (set(results), stopwatch() < EACH + 3) == ({"unknown"}, True)


def test_an_answer_is_remembered(strict: NameServer) -> None:
    names = strict.names
    for _ in range(3):
        judge(make_mail(), way(), names)
    assert (strict.asked.count(f"_dmarc.{DOMAIN}"), strict.asked.count(DOMAIN)) == (1, 1)


def test_without_a_resolver_nothing_is_known() -> None:
    names = Names()
    names._resolver = None
    with pytest.raises(Silent):
        names.ask(DOMAIN, "TXT", 1e12)
    assert judge(make_mail(), way(), names).result == "unknown"


@pytest.mark.parametrize("raw", [b"", b"\x00\xff", b"From: x\r\n\r\n", make_mail(From="")])
def test_a_mail_that_names_no_domain_is_unknown(strict: NameServer, raw: bytes) -> None:
    assert result(strict, raw) == "unknown"
