"""The house's own fields: shaped in settings, filled in on cases and customers."""

from django.urls import path

from kohtaamo.web.desk.fields import filling, shaping

urlpatterns = [
    path("fields/", shaping.fields, name="fields"),
    path("fields/new/", shaping.new, name="field_new"),
    path("fields/<int:field_id>/", shaping.field, name="field"),
    path("cases/<int:case_id>/fields/", filling.of_case, name="case_fields"),
    path("customers/<int:customer_id>/fields/", filling.of_customer, name="customer_fields"),
]
