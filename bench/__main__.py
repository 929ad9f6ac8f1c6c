"""``make bench``: build the data sets that are missing, measure, write RESULTS.md.

One size on one database is measured in a process of its own: ``python -m bench one sqlite 10000``. So is
``python -m bench killed sqlite 50000``: a notice to so many (``KILLED``) whose worker is killed again and again.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE / "data"
DATABASES = ("sqlite", "postgresql")


def main() -> int:
    if len(sys.argv) > 3 and sys.argv[1] == "one":
        return _one(sys.argv[2], int(sys.argv[3]))
    if len(sys.argv) > 3 and sys.argv[1] == "killed":
        if os.environ.get("DJANGO_SETTINGS_MODULE") == "bench.settings":
            return _killed(sys.argv[2], int(sys.argv[3]))
        return 0 if _run(sys.argv[2], int(sys.argv[3]), "killed") else 1
    sizes = [int(size) for size in os.environ.get("SIZES", "10000 1000000").split()]
    databases = os.environ.get("DATABASES", " ".join(DATABASES)).split()
    failed = [f"{db} {size}" for db in databases for size in sizes if not _run(db, size)]
    waiting = int(os.environ.get("KILLED", "50000"))
    failed += [f"{db} killed" for db in databases if waiting and not _run(db, waiting, "killed")]
    _write()
    if failed:
        print(f"not measured: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _run(database: str, size: int, what: str = "one") -> bool:
    folder = DATA / (f"{database}-{size}" if what == "one" else f"{what}-{database}-{size}")
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "KOHTAAMO_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "bench.settings",
                   "KOHTAAMO_INTERNAL_HOSTS": "127.0.0.1",
                   "PYTHONPATH": f"{HERE.parent / 'src'}:{HERE.parent}"}  # fmt: skip
    command = [sys.executable, "-m", "bench", what, database, str(size)]
    if database == "sqlite":
        return subprocess.call(command, env=environment) == 0
    import pgserver

    server = pgserver.get_server(str(folder / "postgresql"))
    try:
        return subprocess.call(command, env={**environment, "KOHTAAMO_DATABASE_URL": server.get_uri()}) == 0
    finally:
        server.cleanup()


def _killed(database: str, people: int) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from bench.killed import measure_killed

    result = {"database": database, **measure_killed(people)}
    (DATA / f"killed-{database}-{people}.json").write_text(json.dumps(result, indent=1))
    print(json.dumps(result, indent=1))
    return 0 if result["told"] == people and not (result["twice"] or result["never"] or result["strange"]) else 1


def _one(database: str, size: int) -> int:
    import django

    django.setup()
    from bench.build import build, finish
    from bench.dataset import Size

    folder = Path(os.environ["KOHTAAMO_DATA"])
    built = folder / "built.json"
    if not built.exists():
        print(f"Building {size:,} encounters on {database}")
        seconds = build(Size(size))
        built.write_text(json.dumps({"seconds": seconds}))
    from django.core.management import call_command

    from bench.measure import measure

    call_command("migrate", verbosity=0, interactive=False)  # a data set built by an earlier version
    finish()

    result = {
        "database": database,
        "encounters": size,
        "built_in": json.loads(built.read_text())["seconds"],
        **measure(),
    }
    (DATA / f"{database}-{size}.json").write_text(json.dumps(result, indent=1))
    print(json.dumps(result, indent=1))
    return 0


def _write() -> None:
    from bench.report import report

    found = [json.loads(file.read_text()) for file in sorted(DATA.glob("*-*.json"))]
    results, killed = [one for one in found if "pages" in one], [one for one in found if "kills" in one]
    free = shutil.disk_usage(DATA).free // 2**30
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {free} GiB free"
    (HERE / "RESULTS.md").write_text(report(results, killed, date.today(), machine))


if __name__ == "__main__":
    sys.exit(main())
