from django.urls import path

from kohtaamo.web.unbuilt import unbuilt

urlpatterns = [path("customer/", unbuilt, name="demo_customer")]
