from django.urls import path

from kohtaamo.web.desk.promises import acts, ledger, one

urlpatterns = [
    path("promises/", ledger.promises, name="promises"),
    path("promises/<int:promise_id>/", one.promise, name="promise"),
    path("promises/<int:promise_id>/keeping/", acts.keeping, name="promise_keeping"),
    path("promises/<int:promise_id>/move/", acts.moving, name="promise_move"),
    path("promises/<int:promise_id>/breaking/", acts.breaking, name="promise_breaking"),
    path("promises/<int:promise_id>/withdrawal/", acts.withdrawal, name="promise_withdrawal"),
    path("promises/<int:promise_id>/owner/", acts.giving, name="promise_owner"),
    path("promises/<int:promise_id>/telling/", acts.telling, name="promise_telling"),
]
