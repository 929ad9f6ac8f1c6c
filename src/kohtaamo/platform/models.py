"""The platform's tables, gathered for Django from the folders that own them."""

from kohtaamo.platform.jobs.models import Worker
from kohtaamo.platform.journal.models import Cursor, Entry
from kohtaamo.platform.search.models import Document
from kohtaamo.platform.storage.models import Blob

__all__ = ["Blob", "Cursor", "Document", "Entry", "Worker"]
