"""Those who wait, a notice to them, and the server that takes it."""

from tests.channels.mail.conftest import outgoing, receiver  # noqa: F401 - fixtures
from tests.outreach.conftest import cause, sends, waiters, writes  # noqa: F401 - fixtures
