from kohtaamo.mandates.models.decision import Correction, Decision, Tally
from kohtaamo.mandates.models.kind import Kind
from kohtaamo.mandates.models.mandate import Mandate
from kohtaamo.mandates.models.request import Asking, Request

__all__ = ["Asking", "Correction", "Decision", "Kind", "Mandate", "Request", "Tally"]
