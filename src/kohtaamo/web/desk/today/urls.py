from django.urls import path

from kohtaamo.web.desk.today.meetings import meeting_customer, meeting_new
from kohtaamo.web.desk.today.queue import cases, cases_news
from kohtaamo.web.desk.today.search import search
from kohtaamo.web.desk.today.views import agenda_now, taking, today, waiting_list, waiting_news

urlpatterns = [
    path("", today, name="today"),
    path("agenda/", agenda_now, name="agenda"),
    path("waiting/", waiting_list, name="waiting"),
    path("waiting/news/", waiting_news, name="waiting_news"),
    path("waiting/<int:case_id>/taking/", taking, name="waiting_taking"),
    path("cases/", cases, name="cases"),
    path("cases/news/", cases_news, name="cases_news"),
    path("search/", search, name="search"),
    path("meetings/new/", meeting_new, name="meeting_new"),
    path("meetings/customer/", meeting_customer, name="meeting_customer"),
]
