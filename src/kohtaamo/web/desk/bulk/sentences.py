"""A change of many, said in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kohtaamo.staff.models import Member, Team
from kohtaamo.web.wording import number_word
from kohtaamo.work.bulk_telling import Progress
from kohtaamo.work.choices import Act, BulkState
from kohtaamo.work.models import Bulk, Tag


def what_is_done(bulk: Bulk) -> str:
    """Give to Palvelu; put the tag late on."""
    what = bulk.what
    if bulk.act == Act.ASSIGN:
        owner = Member.objects.filter(pk=what.get("owner")).first() if what.get("owner") else None
        team = Team.objects.filter(pk=what.get("team")).first()
        return _("Give to %(name)s") % {"name": owner or team or "–"}
    if bulk.act == Act.SETTLE:
        return _("Settle")
    tag = Tag.objects.filter(pk=what.get("tag")).first()
    words = _("Put the tag %(name)s on") if bulk.act == Act.TAG else _("Take the tag %(name)s off")
    return words % {"name": tag or what.get("name", "–")}


def heading(bulk: Bulk, progress: Progress) -> str:
    """How far it has come, as a sentence."""
    if bulk.state == BulkState.UNDONE:
        said = ngettext("%(count)s case was put back.", "%(count)s cases were put back.", progress.put_back)
        return said % {"count": number_word(progress.put_back)}
    if bulk.state == BulkState.UNDOING:
        return _("Being put back: %(done)s of %(of)s") % {"done": progress.gone_through, "of": progress.of}
    if bulk.state == BulkState.WORKING:
        return _("Under way: %(done)s of %(of)s") % {"done": progress.gone_through, "of": progress.of}
    if bulk.state == BulkState.STOPPED:
        return _("Stopped at %(done)s of %(of)s") % {"done": progress.gone_through, "of": progress.of}
    said = ngettext("%(count)s case was changed.", "%(count)s cases were changed.", progress.changed)
    return said % {"count": number_word(progress.changed) if progress.changed != 1 else "1"}


def rest(progress: Progress) -> list[str]:
    """What became of the others."""
    said = []
    if progress.same:
        said.append(ngettext("%(n)s was so already.", "%(n)s were so already.", progress.same) % {"n": progress.same})
    if progress.refused:
        words = ngettext("%(n)s could not be changed.", "%(n)s could not be changed.", progress.refused)
        said.append(words % {"n": progress.refused})
    if progress.kept:
        words = ngettext(
            "%(n)s was left as it is: somebody has changed it since.",
            "%(n)s were left as they are: somebody has changed them since.", progress.kept,
        )  # fmt: skip
        said.append(words % {"n": progress.kept})
    return said
