from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict, Invalid, KohtaamoError


class TextEmpty(Invalid):
    code = "text_empty"
    sentence = _("Give the article a title and its text before it is published.")


class TitleMissing(Invalid):
    code = "title_missing"
    sentence = _("Give the article a title.")


class TeamMissing(Invalid):
    code = "team_missing"
    sentence = _("Choose the team this article is for.")


class SectionNameless(Invalid):
    code = "section_nameless"
    sentence = _("Give the section a name in one language at least.")


class SectionInUse(Conflict):
    code = "section_in_use"
    sentence = _("There are articles in this section. Move them to another first.")


class WrittenMeanwhile(Conflict):
    code = "written_meanwhile"
    sentence = _("Somebody else saved this text while you were writing. Copy your words, open it again and join them.")


class DraftMeanwhile(Conflict):
    code = "draft_meanwhile"
    sentence = _(
        "Somebody else saved or published this draft while you had it open. Look at it as it is now, then go on."
    )


class DraftBehind(Conflict):
    code = "draft_behind"
    sentence = _(
        "The published text has been changed since this draft was begun. Compare the two, join what is to stay, and publish."
    )


class StillPublished(Conflict):
    code = "still_published"
    sentence = _("This article is published. Withdraw it first.")


class NotPublished(Conflict):
    code = "not_published"
    sentence = _("Customers cannot read this article, so it is not put into an answer.")


class FileNameTaken(Conflict):
    code = "file_name_taken"
    sentence = _("The article has a file of this name already. Give the new one another name.")


class NobodyToAnswer(Conflict):
    code = "nobody_to_answer"
    sentence = _("We cannot take a message here just now. Call us or write an e-mail instead.")


class Withdrawn(KohtaamoError):
    """The article was there once and was taken back."""

    code = "withdrawn"
    status = 410
    sentence = _("This article is no longer in use.")
