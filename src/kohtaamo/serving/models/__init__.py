"""What helps the one who serves: saved answers, cases that sleep."""

from kohtaamo.serving.models.answers import AnswerFile, AnswerText, AnswerUse, SavedAnswer
from kohtaamo.serving.models.snooze import Snooze

__all__ = ["AnswerFile", "AnswerText", "AnswerUse", "SavedAnswer", "Snooze"]
