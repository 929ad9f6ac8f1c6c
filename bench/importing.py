"""How long an export of 100,000 cases takes to be taken in: ``python -m bench.importing FOLDER``, with a database of its own there."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

COUNT = int(os.environ.get("COUNT", "100000"))


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "tickets.json"
    with path.open("w") as file:
        for number in range(COUNT):
            file.write(json.dumps(_ticket(number)) + "\n")
    os.environ |= {"KOHTAAMO_DATA": str(folder / "data"), "DJANGO_SETTINGS_MODULE": "kohtaamo.config.settings"}
    import django

    django.setup()
    from django.core.management import call_command

    from kohtaamo.passage.importing.sources import cases
    from kohtaamo.passage.importing.taking import Into, take
    from kohtaamo.staff.models import Team
    from kohtaamo.touchpoints.models import Touchpoint

    call_command("migrate", verbosity=0)
    team, _ = Team.objects.get_or_create(name="Palvelu")
    touchpoint, _ = Touchpoint.objects.get_or_create(name="Posti", channel="mail", team=team)
    for what in ("first", "again"):
        began = time.perf_counter()
        report = take(cases("zendesk", path), Into("zendesk", touchpoint))
        took = time.perf_counter() - began
        print(
            f"{what}: {report.new} new, {report.known} known, {report.bad} bad in {took:.1f} s: {COUNT / took:.0f} a second"
        )


def _ticket(number: int) -> dict[str, object]:
    person = number % (COUNT // 3 + 1)
    asked, answered = f"2024-01-01T09:{number % 60:02}:00Z", f"2024-01-02T09:{number % 60:02}:00Z"
    return {
        "id": number, "subject": f"Tilaus {number}", "status": "closed", "created_at": asked,
        "requester": {"id": person, "name": f"Asiakas {person}", "email": f"a{person}@posti.example"},
        "comments": [
            {"author_id": person, "created_at": asked, "body": f"Tilaus {number} ei ole tullut. Missä se viipyy?"},
            {"author_id": -1, "created_at": answered, "body": "Pahoittelut! Se lähti tänään.", "public": True},
        ],
    }  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
