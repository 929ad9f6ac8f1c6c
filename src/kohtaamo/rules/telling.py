"""What other systems are told of rules: the one a rule names hears of it whether it asked for the kind or not."""

from __future__ import annotations

from kohtaamo.platform.connections.telling import Telling

TOLD = Telling(also=lambda entry: [entry.data["connection"]])
