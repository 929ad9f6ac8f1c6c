"""What helps the one who serves: saved answers."""

from kohtaamo.serving.models.answers import AnswerFile, AnswerText, AnswerUse, SavedAnswer

__all__ = ["AnswerFile", "AnswerText", "AnswerUse", "SavedAnswer"]
