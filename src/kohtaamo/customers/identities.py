"""The normal forms of addresses and numbers, by which a customer is known again."""

from __future__ import annotations

import re

import phonenumbers
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.platform.errors import Invalid

_ADDRESS = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+")
_LAST_DIGITS = re.compile(r"\d{6,8}$")


def normal_form(kind: str, text: str) -> str:
    """The normal form of an identity.

    A mail address in lower case, a phone number in E.164, anything else trimmed and folded. Raises ``Invalid``.
    """
    text = text.strip()
    if kind == IdentityKind.EMAIL:
        return _mail_address(text)
    if kind == IdentityKind.PHONE:
        return _phone_number(text)
    if not text:
        raise Invalid(_("Write the address or number first."))
    return " ".join(text.split()).casefold()[:320]


def _mail_address(text: str) -> str:
    normal = text.lower()
    looks_like_another = normal.isascii() and not text.isascii()  # U+212A is a small k when lowered
    if not _ADDRESS.fullmatch(text) or max(len(text), len(normal)) > 320 or looks_like_another:
        raise Invalid(_("The mail address is not whole. It looks like name@example.fi."))
    return normal


def _phone_number(text: str) -> str:
    try:
        number = phonenumbers.parse(text, str(settings.KOHTAAMO["COUNTRY"]))
    except phonenumbers.NumberParseException as problem:
        raise Invalid(_("This is not a phone number we can call. Write it like 040 123 4567.")) from problem
    if not phonenumbers.is_possible_number(number):
        raise Invalid(_("The phone number has too few or too many digits."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown_form(kind: str, text: str) -> str:
    """How an identity is shown to people: numbers in their national or international grouping.

    Finnish numbers are written in one run after the area by the usual rules; here the run is parted in two,
    050 555 2017, so that it can be read aloud.
    """
    if kind != IdentityKind.PHONE:
        return text.strip()[:320]
    number = phonenumbers.parse(_phone_number(text))
    region = phonenumbers.region_code_for_number(number)
    home = region == settings.KOHTAAMO["COUNTRY"]
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    shown = phonenumbers.format_number(number, style)
    return _LAST_DIGITS.sub(_in_two, shown) if region == "FI" else shown


def _in_two(run: re.Match[str]) -> str:
    digits = run[0]
    return f"{digits[: len(digits) // 2]} {digits[len(digits) // 2 :]}"
