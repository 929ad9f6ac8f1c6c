from django.urls import path

from kohtaamo.web.desk.audit.pages import audit, audit_export

urlpatterns = [
    path("audit/", audit, name="audit"),
    path("audit/export/", audit_export, name="audit_export"),
]
