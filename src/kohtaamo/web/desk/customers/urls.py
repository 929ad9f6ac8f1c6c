from django.urls import path

from kohtaamo.web.desk.customers import editing, identities, joining, listing, page, times

urlpatterns = [
    path("customers/", listing.customers, name="customers"),
    path("customers/new/", editing.new, name="customer_new"),
    path("customers/duplicates/", joining.duplicates, name="customer_duplicates"),
    path("customers/duplicates/<int:duplicate_id>/dismissal/", joining.dismissal, name="customer_dismissal"),
    path("customers/<int:customer_id>/", page.customer, name="customer"),
    path("customers/<int:customer_id>/details/", editing.details, name="customer_details"),
    path("customers/<int:customer_id>/blocking/", editing.blocking, name="customer_blocking"),
    path("customers/<int:customer_id>/identities/", identities.identities, name="customer_identities"),
    path(
        "customers/<int:customer_id>/identities/<int:identity_id>/removal/",
        identities.removal,
        name="customer_identity_removal",
    ),
    path(
        "customers/<int:customer_id>/identities/<int:identity_id>/verification/",
        identities.verification,
        name="customer_identity_verification",
    ),
    path("customers/<int:customer_id>/contact-times/", times.contact_times, name="customer_times"),
    path("customers/<int:customer_id>/merge/<int:other_id>/", joining.merging, name="customer_merge"),
    path("customers/<int:customer_id>/merges/<int:merge_id>/undoing/", joining.undoing, name="customer_unmerge"),
]
