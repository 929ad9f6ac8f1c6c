"""Every address, by noun."""

from django.urls import include, path
from django.views.i18n import set_language

from kohtaamo.web.health import healthz, readyz
from kohtaamo.web.installing import manifest
from kohtaamo.web.live import live
from kohtaamo.web.metrics import metrics

handler403 = "kohtaamo.web.errors.refused"
handler404 = "kohtaamo.web.errors.not_found"
handler429 = "kohtaamo.web.accounts.views.too_many"
handler500 = "kohtaamo.web.errors.server_failed"

DESK = (
    "today",
    "cases",
    "promises",
    "handovers",
    "recoveries",
    "publicly",
    "responsibilities",
    "mandates",
    "offers",
    "notices",
    "answers",
    "knowledge",
    "later",
    "snooze",
    "mentions",
    "palette",
    "away",
    "forward",
    "notifications",
    "customers",
    "touchpoints",
    "people",
    "tags",
    "joining",
    "views",
    "bulk",
    "fields",
    "checklists",
    "rules",
    "targets",
    "settings",
    "keys",
    "connections",
    "operations",
    "audit",
    "owndata",
    "entry",
    "retention",
    "imports",
    "exports",
)

urlpatterns = [
    *(path("", include(f"kohtaamo.web.desk.{noun}.urls")) for noun in DESK),
    path("p/", include("kohtaamo.web.porch.urls")),
    path("", include("kohtaamo.web.help.urls")),
    path("hooks/", include("kohtaamo.web.hooks.urls")),
    path("demo/", include("kohtaamo.demo.urls")),
    path("", include("kohtaamo.web.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("language/", set_language, name="set_language"),
    path("live/", live, name="live"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]
