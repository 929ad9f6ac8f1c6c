"""Which kinds of the journal are told to other systems more fully than the journal has them, and by whom."""

TELLINGS: dict[str, str] = {
    "decision.made": "kohtaamo.mandates.telling.MADE",
    "decision.corrected": "kohtaamo.mandates.telling.CORRECTED",
    "decision.taken_back": "kohtaamo.mandates.telling.TAKEN_BACK",
    "rule.told": "kohtaamo.rules.telling.TOLD",
}
