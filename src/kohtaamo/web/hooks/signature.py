"""Which system sent a webhook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kohtaamo.platform.signed import signing_keys
from kohtaamo.promises.commands.hook import key_of
from kohtaamo.promises.models import Hook


def signer(headers: Mapping[str, str], body: bytes, hooks: Iterable[Hook]) -> Hook | None:
    """Whose secret signed this within five minutes of now; None when nobody's did."""
    known = list(hooks)
    places = signing_keys(headers, body, (key_of(hook) for hook in known))
    return known[places[-1]] if places else None
