from django.urls import path

from kohtaamo.web.desk.operations import mending, views

urlpatterns = [
    path("operations/", views.operations, name="operations"),
    path("operations/<slug:slug>/", views.listing, name="operations_list"),
    path("operations/jobs/<uuid:job_id>/again/", mending.job_again, name="job_again"),
    path("operations/jobs/<uuid:job_id>/end/", mending.job_let_be, name="job_let_be"),
    path("operations/readers/<str:reader>/again/", mending.reader_again, name="reader_again"),
    path("operations/deliveries/<int:delivery_id>/again/", mending.delivery_again, name="delivery_again"),
    path("operations/deliveries/<int:delivery_id>/end/", mending.delivery_let_be, name="delivery_let_be"),
    path("operations/senders/<int:sender_id>/removal/", mending.sender_wanted, name="sender_wanted"),
    path("operations/mails/<int:intake_id>/again/", mending.mail_again, name="mail_again"),
    path("operations/mails/<int:intake_id>/admission/", mending.mail_anyway, name="mail_anyway"),
    path("operations/mails/<int:intake_id>/sender/", mending.mail_unwanted, name="mail_unwanted"),
    path("operations/mails/<int:intake_id>/raw/", mending.raw_mail, name="raw_mail"),
]
