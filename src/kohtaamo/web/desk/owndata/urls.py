from django.urls import path

from kohtaamo.web.desk.owndata.pages import archive, erasure, own_data

urlpatterns = [
    path("customers/<int:customer_id>/own-data/", own_data, name="customer_own_data"),
    path("customers/<int:customer_id>/own-data/archive/", archive, name="customer_archive"),
    path("customers/<int:customer_id>/erasure/", erasure, name="customer_erasure"),
]
