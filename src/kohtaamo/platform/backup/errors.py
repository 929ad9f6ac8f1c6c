"""What can stand in the way of a backup or of restoring one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Conflict, Invalid


class NoRoom(Conflict):
    code = "no_room"
    sentence = _("The backup could not be written: there is no room on the disk. Nothing half-made was left behind.")


class NotABackup(Invalid):
    code = "not_a_backup"
    sentence = _("This file is not a backup of Kohtaamo, or it was cut off. Choose another.")


class DamagedBackup(Invalid):
    code = "damaged_backup"
    sentence = _("The backup is damaged: something in it is not as it was written. Nothing was restored. Use another.")


class NewerBackup(Conflict):
    code = "newer_backup"
    sentence = _("The backup comes from a newer version of Kohtaamo. Update this one first, then restore.")


class NotEmpty(Conflict):
    code = "not_empty"
    sentence = _("There is already something here. Restoring would replace all of it: add --replace if you mean that.")


class NotThisVersion(Conflict):
    code = "not_this_version"
    sentence = _(
        "The database is not of this version. Run kohtaamo migrate, or make the backup with the version it is of."
    )


class FileGone(Conflict):
    code = "file_gone"
    sentence = _(
        "A kept file is missing or damaged, so the backup would not be whole. Run kohtaamo check --all to see which."
    )
