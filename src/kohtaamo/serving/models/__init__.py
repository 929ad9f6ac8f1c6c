"""What helps the one who serves: saved answers and those alike, cases that sleep, who is named and told of what."""

from kohtaamo.serving.models.alike import Pattern, PatternKey, PatternTold
from kohtaamo.serving.models.answers import AnswerFile, AnswerText, AnswerUse, SavedAnswer
from kohtaamo.serving.models.mention import Mention
from kohtaamo.serving.models.notification import Notification, PushDevice, TellWish
from kohtaamo.serving.models.sharing import Absence, TeamSharing
from kohtaamo.serving.models.snooze import Snooze

__all__ = [
    "Absence",
    "AnswerFile",
    "AnswerText",
    "AnswerUse",
    "Mention",
    "Notification",
    "Pattern",
    "PatternKey",
    "PatternTold",
    "PushDevice",
    "SavedAnswer",
    "Snooze",
    "TeamSharing",
    "TellWish",
]
