"""What many wait for at once, and the notices that tell them."""

from django.urls import path

from kohtaamo.web.desk.notices import cause, joining, listing, notice, people, text

CAUSE = "causes/<int:cause_id>/"
NOTICE = "notices/<int:notice_id>/"

urlpatterns = [
    path("notices/", listing.notices, name="notices"),
    path("notices/calls/", people.calls, name="notice_calls"),
    path("causes/", listing.causes, name="causes"),
    path(CAUSE, cause.cause, name="cause"),
    path(f"{CAUSE}cases/", joining.cases, name="cause_cases"),
    path(f"{CAUSE}cases/<int:case_id>/parting/", joining.parting, name="cause_parting"),
    path(f"{CAUSE}rule/", joining.rule, name="cause_rule"),
    path(f"{CAUSE}rule/removal/", joining.rule_removal, name="cause_rule_removal"),
    path(f"{CAUSE}closing/", cause.closing, name="cause_closing"),
    path(f"{CAUSE}opening/", cause.opening, name="cause_opening"),
    path(f"{CAUSE}notices/", text.notices, name="cause_notices"),
    path("cases/<int:case_id>/causes/", joining.of_case, name="case_causes"),
    path(NOTICE, notice.notice, name="notice"),
    path(f"{NOTICE}text/", text.text, name="notice_text"),
    path(f"{NOTICE}progress/", notice.progress, name="notice_progress"),
    path(f"{NOTICE}people/", people.listed, name="notice_people"),
    path(f"{NOTICE}sending/", notice.sending, name="notice_sending"),
    path(f"{NOTICE}pause/", notice.pausing, name="notice_pause"),
    path(f"{NOTICE}continuation/", notice.continuing, name="notice_continuation"),
    path(f"{NOTICE}cancelling/", notice.cancelling, name="notice_cancelling"),
    path(f"{NOTICE}widening/", notice.widening, name="notice_widening"),
    path(f"{NOTICE}people/<int:person_id>/leaving-out/", people.leaving_out, name="notice_leaving_out"),
    path(f"{NOTICE}people/<int:person_id>/telling/", people.telling, name="notice_telling"),
    path(f"{NOTICE}people/<int:person_id>/finding/", people.finding, name="notice_finding"),
]
