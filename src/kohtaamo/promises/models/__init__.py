"""The register's tables."""

from kohtaamo.promises.models.contract_promise import About, ContractPromise
from kohtaamo.promises.models.handover import Handover
from kohtaamo.promises.models.late_queue import LateQueue
from kohtaamo.promises.models.lateness import Hook, Lateness
from kohtaamo.promises.models.promise import Move, Promise
from kohtaamo.promises.models.public import Honouring, PublicPromise
from kohtaamo.promises.models.recovery import Recovery

__all__ = [
    "About", "ContractPromise", "Handover", "Honouring", "Hook", "LateQueue", "Lateness", "Move", "Promise",
    "PublicPromise", "Recovery",
]  # fmt: skip
