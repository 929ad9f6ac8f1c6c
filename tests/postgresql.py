"""Run a command against a real PostgreSQL that lives as long as the command: ``python -m tests.postgresql pytest ...``"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

import pgserver

# what a power cut would lose is not asked of a server that lives as long as the tests; what a kill would lose still is
HASTY = "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off;"
# what a test writes is rolled back: statistics would tell of empty tables, and the next test's hundreds be read by hundreds
BLIND = "ALTER SYSTEM SET autovacuum = off; SELECT pg_reload_conf();"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="kohtaamo-pg-") as folder:
        os.chmod(folder, 0o755)
        server = pgserver.get_server(f"{folder}/data")
        try:
            server.psql(HASTY + BLIND)
            environment = {**os.environ, "KOHTAAMO_DATABASE_URL": server.get_uri()}
            return subprocess.call(sys.argv[1:], env=environment)
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
