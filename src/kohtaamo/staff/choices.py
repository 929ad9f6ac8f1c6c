"""The rights a role may hold, and the roles a new system starts with."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Right(models.TextChoices):
    """What a person may do. Seeing one's own and one's teams' cases needs no right."""

    ANSWER = "cases.answer", _("answer customers and take cases")
    ASSIGN = "cases.assign", _("give cases to others")
    SEE_ALL = "cases.see_all", _("see the cases of every team")
    EDIT_CUSTOMERS = "customers.edit", _("change customers' details")
    MERGE_CUSTOMERS = "customers.merge", _("join and part customers")
    PROMISE = "promises.make", _("make, keep and move promises")
    DECIDE = "decisions.make", _("decide within a mandate")
    GRANT = "mandates.grant", _("grant mandates and answer requests for more")
    NOTIFY = "notices.send", _("send one notice to all who wait")
    PUBLISH = "promises.publish", _("write down public promises")
    NAME_TAGS = "tags.name", _("name, rename and join tags")
    SHAPE_WORK = "work.shape", _("define own fields and checklists")
    SAVE_ANSWERS = "answers.save", _("write saved answers for a team or for everyone")
    WRITE_ARTICLES = "articles.write", _("write articles for customers and colleagues")
    MANAGE_TOUCHPOINTS = "touchpoints.manage", _("manage touchpoints, hours and mailboxes")
    MANAGE_STAFF = "staff.manage", _("invite people and manage teams and roles")
    CONNECT = "connections.manage", _("connect other systems")
    AUDIT = "journal.audit", _("read the whole journal and take it along")
    ERASE = "customers.erase", _("give customers their own data and erase them")
    CARRY = "data.carry", _("take in other systems' data and take everything out")
    OPERATE = "operations.see", _("see and mend what failed")
    MAKE_KEYS = "keys.make", _("connect programs to the system with keys")


class RoleName(models.TextChoices):
    """The roles every system has from the start; their rights may be changed."""

    FRONT_LINE = "front_line", _("Front line")
    EXPERT = "expert", _("Expert")
    LEAD = "lead", _("Team lead")
    MANAGER = "manager", _("Manager")
    ADMINISTRATOR = "administrator", _("Administrator")


class Family(models.TextChoices):
    """What a key may open: nouns that belong together, each to read and to write apart."""

    CUSTOMERS = "customers", _("Customers")
    CASES = "cases", _("Cases and messages")
    PROMISES = "promises", _("Promises, hand-overs and recoveries")
    MANDATES = "mandates", _("Mandates and decisions")
    OFFERS = "offers", _("Offers and contracts")
    NOTICES = "notices", _("Common matters and notices")
    TOUCHPOINTS = "touchpoints", _("Touchpoints, locations and hours")
    PEOPLE = "people", _("People and teams")
    KNOWLEDGE = "knowledge", _("Articles")
    JOURNAL = "journal", _("The journal")
    OPERATIONS = "operations", _("What failed and waits")
    DATA = "data", _("Imports, exports and how long things are kept")


READ, WRITE = "read", "write"
SCOPES: tuple[str, ...] = tuple(f"{family}:{how}" for family in Family.values for how in (READ, WRITE))


class EntryKind(models.TextChoices):
    """How a sign-in service is spoken to."""

    OPENID = "openid", "OpenID Connect"
    SAML = "saml", "SAML"


class Presence(models.TextChoices):
    HERE = "here", _("here")
    BUSY = "busy", _("busy")
    AWAY = "away", _("away")


class Theme(models.TextChoices):
    SYSTEM = "", _("as the device")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


_SERVICE = [Right.ANSWER, Right.ASSIGN, Right.EDIT_CUSTOMERS, Right.PROMISE, Right.DECIDE]
_LEAD = [*_SERVICE, Right.GRANT, Right.NOTIFY, Right.PUBLISH, Right.MERGE_CUSTOMERS, Right.MANAGE_TOUCHPOINTS]
_ORDER = [Right.NAME_TAGS, Right.SHAPE_WORK, Right.SAVE_ANSWERS, Right.WRITE_ARTICLES, Right.MAKE_KEYS]
STARTING_RIGHTS: dict[str, list[Right]] = {
    RoleName.FRONT_LINE: _SERVICE,
    RoleName.EXPERT: [*_SERVICE, Right.WRITE_ARTICLES],
    RoleName.LEAD: [*_LEAD, *_ORDER, Right.SEE_ALL],
    RoleName.MANAGER: [*_LEAD, *_ORDER, Right.SEE_ALL, Right.OPERATE],
    RoleName.ADMINISTRATOR: list(Right),
}
