from django.urls import path

from kohtaamo.web.unbuilt import unbuilt

urlpatterns = [
    path("customers/", unbuilt, name="customers"),
    path("customers/<int:customer_id>/", unbuilt, name="customer"),
]
