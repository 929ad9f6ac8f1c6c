from kohtaamo.offers.models.contract import Contract, ContractLine
from kohtaamo.offers.models.offer import Acceptance, Line, Offer, Version
from kohtaamo.offers.models.template import Template, TemplateLine

__all__ = ["Acceptance", "Contract", "ContractLine", "Line", "Offer", "Template", "TemplateLine", "Version"]
