"""The things the organisation sells, in the forms the sentences need."""

from __future__ import annotations

KINDS: dict[str, tuple[str, ...]] = {
    "large": ("bed", "sofa", "armchair", "table", "shelf", "cupboard"),
    "assembled": ("bed", "table", "shelf", "cupboard", "chair"),
    "soft": ("sofa", "armchair"),
    "seat": ("bed", "sofa", "armchair", "chair"),
    "hard": ("bed", "table", "shelf", "cupboard", "chair", "mirror"),
    "roomy": ("bed", "sofa", "armchair", "table", "shelf", "cupboard", "rug", "mirror"),
    "lamp": ("lamp",),
    "bed": ("bed",),
    "any": ("bed", "sofa", "armchair", "table", "shelf", "cupboard", "chair", "lamp", "rug", "quilt", "mirror", "pot"),
}


def _finnish(stem: str, *forms: str) -> dict[str, str]:
    """Nominative, genitive, partitive, elative and illative of one word after its name."""
    return {case: f"{stem}-{form}" for case, form in zip(("n", "g", "p", "ela", "ill"), forms, strict=True)}


FINNISH: dict[str, dict[str, str]] = {
    "bed": _finnish("Lepo", "sänky", "sängyn", "sänkyä", "sängystä", "sänkyyn"),
    "sofa": _finnish("Kide", "sohva", "sohvan", "sohvaa", "sohvasta", "sohvaan"),
    "armchair": _finnish("Pesä", "nojatuoli", "nojatuolin", "nojatuolia", "nojatuolista", "nojatuoliin"),
    "table": _finnish("Pirtti", "pöytä", "pöydän", "pöytää", "pöydästä", "pöytään"),
    "shelf": _finnish("Kuura", "hylly", "hyllyn", "hyllyä", "hyllystä", "hyllyyn"),
    "cupboard": _finnish("Aitta", "kaappi", "kaapin", "kaappia", "kaapista", "kaappiin"),
    "chair": _finnish("Taimi", "tuoli", "tuolin", "tuolia", "tuolista", "tuoliin"),
    "lamp": _finnish("Hämy", "lamppu", "lampun", "lamppua", "lampusta", "lamppuun"),
    "rug": _finnish("Sammal", "matto", "maton", "mattoa", "matosta", "mattoon"),
    "quilt": _finnish("Pilvi", "peitto", "peiton", "peittoa", "peitosta", "peittoon"),
    "mirror": _finnish("Lampi", "peili", "peilin", "peiliä", "peilistä", "peiliin"),
    "pot": _finnish("Kaste", "kattila", "kattilan", "kattilaa", "kattilasta", "kattilaan"),
}


def _swedish(name: str, it: str) -> dict[str, str]:
    return {"d": name, "it": it}


SWEDISH: dict[str, dict[str, str]] = {
    "bed": _swedish("Lepo-sängen", "den"),
    "sofa": _swedish("Kide-soffan", "den"),
    "armchair": _swedish("Pesä-fåtöljen", "den"),
    "table": _swedish("Pirtti-bordet", "det"),
    "shelf": _swedish("Kuura-hyllan", "den"),
    "cupboard": _swedish("Aitta-skåpet", "det"),
    "chair": _swedish("Taimi-stolen", "den"),
    "lamp": _swedish("Hämy-lampan", "den"),
    "rug": _swedish("Sammal-mattan", "den"),
    "quilt": _swedish("Pilvi-täcket", "det"),
    "mirror": _swedish("Lampi-spegeln", "den"),
    "pot": _swedish("Kaste-grytan", "den"),
}
ENGLISH: dict[str, dict[str, str]] = {
    "bed": {"n": "Lepo bed"},
    "sofa": {"n": "Kide sofa"},
    "armchair": {"n": "Pesä armchair"},
    "table": {"n": "Pirtti table"},
    "shelf": {"n": "Kuura shelf"},
    "cupboard": {"n": "Aitta cupboard"},
    "chair": {"n": "Taimi chair"},
    "lamp": {"n": "Hämy lamp"},
    "rug": {"n": "Sammal rug"},
    "quilt": {"n": "Pilvi quilt"},
    "mirror": {"n": "Lampi mirror"},
    "pot": {"n": "Kaste pot"},
}
