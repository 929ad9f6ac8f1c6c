from kohtaamo.mandates.models.decision import Correction, Decision, Tally
from kohtaamo.mandates.models.fulfiller import Fulfiller
from kohtaamo.mandates.models.kind import Kind
from kohtaamo.mandates.models.mandate import Mandate
from kohtaamo.mandates.models.remedy import Remedy, Report
from kohtaamo.mandates.models.request import Asking, Request

__all__ = [
    "Asking",
    "Correction",
    "Decision",
    "Fulfiller",
    "Kind",
    "Mandate",
    "Remedy",
    "Report",
    "Request",
    "Tally",
]
