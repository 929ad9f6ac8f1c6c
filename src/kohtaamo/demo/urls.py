from django.urls import path

from kohtaamo.demo.views import customer, mailbox

urlpatterns = [
    path("customer/", customer, name="demo_customer"),
    path("customer/mailbox/", mailbox, name="demo_mailbox"),
]
