from django.urls import path

from kohtaamo.web.desk.owndata.pages import archive, erasure, hold, hold_ending, own_data

urlpatterns = [
    path("customers/<int:customer_id>/own-data/", own_data, name="customer_own_data"),
    path("customers/<int:customer_id>/own-data/archive/", archive, name="customer_archive"),
    path("customers/<int:customer_id>/hold/", hold, name="customer_hold"),
    path("customers/<int:customer_id>/hold/ending/", hold_ending, name="customer_hold_ending"),
    path("customers/<int:customer_id>/erasure/", erasure, name="customer_erasure"),
]
