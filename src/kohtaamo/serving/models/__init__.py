"""What helps the one who serves: saved answers, answers that are alike, cases that sleep."""

from kohtaamo.serving.models.alike import Pattern, PatternKey, PatternTold
from kohtaamo.serving.models.answers import AnswerFile, AnswerText, AnswerUse, SavedAnswer
from kohtaamo.serving.models.snooze import Snooze

__all__ = ["AnswerFile", "AnswerText", "AnswerUse", "Pattern", "PatternKey", "PatternTold", "SavedAnswer", "Snooze"]
