"""The platform's tables, gathered for Django from the folders that own them."""

from kohtaamo.platform.connections.models import Attempt, Connection, Dispatch
from kohtaamo.platform.jobs.models import Worker
from kohtaamo.platform.journal.models import Cursor, Entry
from kohtaamo.platform.search.models import Document
from kohtaamo.platform.spent import Spent
from kohtaamo.platform.storage.models import Blob

__all__ = ["Attempt", "Blob", "Connection", "Cursor", "Dispatch", "Document", "Entry", "Spent", "Worker"]
