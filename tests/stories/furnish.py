"""Run beside the server, never imported: puts something on every page, so that each can be looked at.

Prints the ids and tokens that the addresses need, by the name they have in the address, as JSON.
"""

from __future__ import annotations

import json
import time
from datetime import timedelta
from io import BytesIO
from threading import Event

from django.utils.translation import activate

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.config.background import readers
from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.commands.recognise import recognise
from kohtaamo.customers.models import Customer, Duplicate
from kohtaamo.encounters.arrivals import Arrival
from kohtaamo.encounters.commands.end import note_feeling
from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.commands.own_page import link_token, own_page_of
from kohtaamo.encounters.commands.receive import receive
from kohtaamo.encounters.commands.request_call import request_call
from kohtaamo.encounters.models import Delivery, Message
from kohtaamo.knowledge.commands.articles import Frame, attach_file, begin_article
from kohtaamo.knowledge.commands.drafts import save_next
from kohtaamo.knowledge.commands.sections import Heading, save_section
from kohtaamo.knowledge.commands.seek import note_sought
from kohtaamo.knowledge.commands.tell import tell
from kohtaamo.knowledge.commands.texts import Words, publish_text, write_text
from kohtaamo.mandates.commands.ask import ask
from kohtaamo.mandates.commands.decide import decide
from kohtaamo.mandates.commands.fulfil import set_fulfilled
from kohtaamo.mandates.commands.mandate import Limits, grant
from kohtaamo.mandates.models import Kind, Remedy
from kohtaamo.offers.commands.contract import Agreed, write_contract
from kohtaamo.offers.commands.contract import Row as ContractRow
from kohtaamo.offers.commands.draft import begin
from kohtaamo.offers.commands.give import give
from kohtaamo.offers.commands.template import Pattern, write_template
from kohtaamo.offers.commands.template import Row as Usual
from kohtaamo.outreach.commands.cause import open_cause
from kohtaamo.outreach.commands.draft import begin_notice
from kohtaamo.outreach.commands.prepare import prepare
from kohtaamo.passage.commands.carry import carry_on
from kohtaamo.passage.commands.exports import begin_export
from kohtaamo.passage.commands.hold import set_hold
from kohtaamo.passage.commands.imports import Brought, bring
from kohtaamo.passage.commands.retention import make_rule
from kohtaamo.passage.exporting.archive import make as make_archive
from kohtaamo.platform.journal.models import Cursor
from kohtaamo.platform.journal.readers import advance, newest
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.answer import answer
from kohtaamo.promises.commands.hook import make_hook
from kohtaamo.promises.commands.lateness import Report, report_lateness
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.commands.publish import Public, publish_promise
from kohtaamo.promises.models import Promise, Recovery
from kohtaamo.rules.commands.fire import fire
from kohtaamo.rules.commands.trial import begin_trial
from kohtaamo.rules.commands.undo_many import begin_undoing
from kohtaamo.rules.commands.write import Wish as Wished
from kohtaamo.rules.commands.write import switch, write_rule
from kohtaamo.rules.facts import Facts
from kohtaamo.serving.commands.alike import month_of
from kohtaamo.serving.commands.answers import Wording, save_answer
from kohtaamo.serving.models import Notification, PatternTold
from kohtaamo.serving.models import Pattern as Alike
from kohtaamo.staff.commands.connections import Wish, make_connection, send_test
from kohtaamo.staff.commands.enter import refuse
from kohtaamo.staff.commands.invite import invite
from kohtaamo.staff.commands.keys import make_key
from kohtaamo.staff.commands.providers import ProviderWish, make_provider
from kohtaamo.staff.invitations import token_of
from kohtaamo.staff.models import Invitation, Member, ProviderAccount, Role, Team
from kohtaamo.targets.commands.aim import Aimed, set_target
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.commands.matter import Naming, write_matter
from kohtaamo.touchpoints.models import Hours, HoursException, Location, OpenPeriod, Touchpoint
from kohtaamo.work.commands.bulk import begin_bulk
from kohtaamo.work.commands.checklist import Listing, add_step, write_checklist
from kohtaamo.work.commands.fields import Shape, fill_in, shape_field
from kohtaamo.work.commands.join import join_cases
from kohtaamo.work.commands.link import link_cases
from kohtaamo.work.commands.tag import put_tag
from kohtaamo.work.commands.view import save_view

activate("fi")
boss = Member.objects.get(role__name="administrator")
touchpoint, service = Touchpoint.objects.get(), Team.objects.get(name="Palvelu")


def said(text: str, name: str = "Eeva Mattila", address: str = "eeva.mattila@posti.example") -> Message:
    return receive(
        Arrival(
            touchpoint=touchpoint, channel=Channel.MAIL, at=now() - timedelta(minutes=40), identity_kind=IdentityKind.EMAIL,
            identity=address, sender_name=name, subject="Sänky ei tullut", text=text,
        )
    )  # fmt: skip


def read_by(name: str) -> None:
    """All is read when this returns, by us or by the server, which reads at the same time and may hold the claim."""
    reader = next(one for one in readers() if one.name == name)
    patience = time.monotonic() + 30
    while Cursor.objects.filter(reader=name, last_id__gte=newest()).first() is None:
        assert time.monotonic() < patience, f"{name} was not read to the end"
        if not advance(reader):
            time.sleep(0.05)


case = said("Hei, odotin sänkyä koko perjantain eikä kukaan soittanut.").case
said("Milloin lamppu tulee?", "Eeva Mattila", "eeva.mattila@toinen.example")
said("Kiitos hyvästä palvelusta!", "Pekka Virta", "pekka.virta@posti.example")
note_feeling(actor=boss, case=case, feeling=1)
write_note(actor=boss, case=case, text="Kysytään varastolta.")
answer(
    actor=boss, case=case, text="Palaan asiaan huomenna klo 16 mennessä.",
    promises=[Terms(what="Palaamme asiaan", due_at=now() + timedelta(days=1))],
)  # fmt: skip
late = make(actor=boss, case=case, terms=Terms(what="Soitamme", due_at=now() + timedelta(hours=1)))
Promise.objects.filter(pk=late.pk).update(due_at=now() - timedelta(hours=1), first_due_at=now() - timedelta(hours=1))
one, two = case.customer, recognise(kind=IdentityKind.EMAIL, value="eeva.mattila@toinen.example")
duplicate, _made = Duplicate.objects.get_or_create(
    first_id=min(one.pk, two.pk), second_id=max(one.pk, two.pk), defaults={"reason": "name", "found_at": now()}
)
own = own_page_of(case, one)
request_call(page=own, number="+358401234567", wished_at=None)
told = Message.objects.filter(author="us").latest("pk")
pattern = Alike.objects.create(
    team=service, month=month_of(now()), language="fi", sample=told, words=told.text, customers=40, asked_again=1,
    last_at=now(),
)  # fmt: skip
PatternTold.objects.create(pattern=pattern, customer=told.case.customer, case=told.case, at=now(), asked_at=now())
refund = Kind.objects.get(code="refund")
mandate = grant(actor=boss, kind=refund, to=Role.objects.get(name="front_line"), limits=Limits(6000, 12_000, 50_000))
server = Member.objects.get(name="Noora Kivelä")
shop, _shown_once = make_connection(actor=boss, wish=Wish("Verkkokauppa", "http://127.0.0.1:1/events", ["promise."]))
set_fulfilled(actor=boss, connection=shop, kinds=[refund], answer_minutes=30)
told_of = send_test(actor=boss, connection=shop)
decided = decide(actor=server, case=case, kind=refund, amount=3000, reason="Myöhässä")
asked = ask(actor=server, case=case, kind=refund, amount=9000, why="Toinen kerta", words="Hyvitämme 90 €.")
location = Location.objects.create(name="Myymälä, Tampere", address="Hämeenkatu 1")
hours = Hours.objects.create(name="Arkisin")
OpenPeriod.objects.bulk_create(OpenPeriod(hours=hours, weekday=day, opens="08:00", closes="16:00") for day in range(5))
HoursException.objects.create(hours=hours, day=now().date() + timedelta(days=9), note="Kehittämispäivä")
Touchpoint.objects.update(hours=hours, location=location)
invite(
    actor=boss, email="uusi@tupa.example", name="Uusi Ihminen", role=Role.objects.get(name="front_line"), teams=[service],
    language="fi",
)  # fmt: skip
invited = Invitation.objects.get()
cause = open_cause(actor=boss, title="Sängyt myöhässä", case=case)
notice = begin_notice(actor=boss, cause=cause)
prepare(actor=boss, notice=notice)
hurt = Recovery.objects.filter(case=case).latest("pk")
hook, _secret = make_hook(actor=boss, name="Kuljetus")
report = Report(called="a", digest="", order="777", late_until=now() + timedelta(hours=1), what="Auto rikki")
lateness, _is_new = report_lateness(hook=hook, report=report)
matter = write_matter(actor=boss, naming=Naming(name_fi="Toimitus"))
tag = put_tag(actor=boss, case=case, name="sänky")
view = save_view(actor=boss, name="Kaikki sängyt", asked={"state": "all", "tag": str(tag.pk)}, team=service)
bulk = begin_bulk(actor=boss, act="tag", what={"tag": tag.pk}, cases=[case.pk])
field = shape_field(
    actor=boss, shape=Shape(target="case", kind="choice", name_fi="Sävy", options=[{"key": "", "fi": "Koivu"}])
)
shape_field(actor=boss, shape=Shape(target="customer", kind="date", name_fi="Kanta-asiakas alkaen"))
fill_in(actor=boss, thing=case, written={field.pk: [field.options[0]["key"]]})
checklist = write_checklist(actor=boss, listing=Listing(name_fi="Palautus", steps=[{"fi": "Tarkista kuitti"}]))
add_step(actor=boss, case=case, text="Soita varastolle")
lamp = said("Entä matto?", address="pekka.virta@posti.example", name="Pekka Virta").case
joining = join_cases(actor=boss, winner=case, loser=lamp, confirmed=True)
link = link_cases(
    actor=boss,
    case=case,
    to=said("Milloin lamppu tulee?", "Eeva Mattila", "eeva.mattila@toinen.example").case,
    kind="related",
)
public = publish_promise(
    actor=boss, public=Public(kind="campaign", wording="Kuljetus 0 €", begins=now().date(), conditions="Manner-Suomi")
)
saved = save_answer(
    actor=boss, wording=Wording(name="Toimitus", code="toimitus", texts={"fi": "Hei {customer.name}"}), limit=0
)
template = write_template(
    actor=boss,
    pattern=Pattern(
        name="Huolto", title={"fi": "Kotihuolto"}, rows=[Usual(what={"fi": "Huolto"}, price=1290, per="month")]
    ),
)
agreed = Agreed(
    name="Vanha huolto", begins_on=now().date(), ends_on=now().date() + timedelta(days=20),
    rows=[ContractRow(what="Huolto", price=1490)],
)  # fmt: skip
contract = write_contract(actor=boss, customer=case.customer, agreed=agreed)
offer = give(actor=boss, offer=begin(actor=boss, case=case, template=template))
Delivery.objects.filter(message__offer_version__offer=offer).update(state="sent")
begin(actor=boss, case=case, template=template)
write_note(actor=server, case=case, text=f"@{boss.name}, katsotko tätä?")
read_by("notifications")
guides = save_section(actor=boss, heading=Heading(names={"fi": "Toimitus", "sv": "Leverans", "en": "Delivery"}))
article = begin_article(actor=boss, frame=Frame(section=guides, owner=boss, review_on=now().date()))
told_as = Words(title="Missä tilaukseni on?", body="Katso **vahvistus**.", summary="Linkki on vahvistuksessa.")
guide = publish_text(actor=boss, text=write_text(actor=boss, article=article, language="fi", words=told_as))
save_next(actor=boss, text=guide, words=Words(title=guide.title, body="Katso **linkki** vahvistuksesta."))
picture = attach_file(actor=boss, article=article, name="kuva.txt", type="text/plain", content=b"x", limit=9)
judged = tell(text=guide, helped=False, words="Epäselvä")
missed = note_sought(words="lahjakortti", language="fi", place="customers", found=0)
assert missed is not None
told_boss = Notification.objects.filter(member=boss).earliest("pk")
rule = write_rule(
    actor=boss,
    wish=Wished(
        name="Rikkoutunut", when={"kind": "wrote"}, acts=[{"do": "tag", "extra": "rikki"}],
        conditions=[{"what": "subject", "extra": "rikki"}],
    ),
)  # fmt: skip
target = set_target(actor=boss, aimed=Aimed(touchpoint=touchpoint, first=240, settle=960))
assert target is not None
trial = begin_trial(actor=boss, rule=switch(actor=boss, rule=rule, on=True), days=7)
said("Lamppu on rikki.", "Pekka Virta", "pekka.virta@posti.example")
read_by("rules")
fire(rule=rule, facts=Facts(case, now()), occasion="w0")
taken_back = begin_undoing(actor=boss, rule=rule, since=now() - timedelta(hours=1))
firing = fire(rule=rule, facts=Facts(case, now()), occasion="w1")
assert firing is not None
firing.acts.append({"do": "settle", "value": "", "extra": "", "why": "Ei onnistunut."})
firing.state, firing.why = "failed", "Ei onnistunut."
firing.save()
message = Message.objects.filter(case=case, author="customer").earliest("pk")
key, _secret = make_key(actor=boss, name="Verkkokauppa", scopes=["customers:read", "cases:read", "cases:write"])
service_in = make_provider(
    actor=boss, wish=ProviderWish(name="Talon tunnus", issuer="http://127.0.0.1:1", client="kohtaamo")
)
account = ProviderAccount.objects.create(
    provider=service_in, subject="1", member=server, email=server.email, linked_at=now(), used_at=now()
)
refuse(provider=service_in, code="nobody_here", email="joku@tupa.example")
table = b"Nimi;Posti;email\nOuti;;outi@posti.example\nTyhj\xc3\xa4;;\n"
came = bring(actor=boss, brought=Brought("customers", "asiakkaat.csv", BytesIO(table), len(table)))
while carry_on(came.pk):
    pass
taken_out = begin_export(actor=boss, form="csv")
make_archive(taken_out, Event())
keeping = make_rule(actor=boss, taking="words", months=24)
in_dispute = Customer.objects.create(name="Riitta Riitala", created_at=now())
held = set_hold(actor=boss, customer=in_dispute, why="Riita vireillä")
told = {
    "retention_id": keeping.pk, "hold_id": held.pk, "import_id": came.pk, "export_id": taken_out.pk,
    "entry_id": service_in.pk, "account_id": account.pk,
    "key_id": key.pk, "case_id": case.pk, "message_id": message.pk, "promise_id": late.pk, "customer_id": one.pk, "other_id": two.pk,
    "duplicate_id": duplicate.pk, "touchpoint_id": touchpoint.pk, "mailbox_id": Mailbox.objects.get().pk,
    "location_id": location.pk, "hours_id": hours.pk, "member_id": boss.pk, "team_id": service.pk, "role_id": boss.role_id,
    "mandate_id": mandate.pk, "kind_id": refund.pk, "decision_id": decided.pk, "request_id": asked.pk,
    "invitation_id": invited.pk, "own_page": link_token(own), "invitation": token_of(invited),
    "recovery_id": hurt.pk, "hook_id": hook.pk, "lateness_id": lateness.pk, "matter_id": matter.pk, "tag_id": tag.pk, "joining_id": joining.pk, "checklist_id": checklist.pk, "field_id": field.pk, "bulk_id": bulk.pk, "view_id": view.pk, "link_id": link.pk, "public_id": public.pk,
    "connection_id": shop.pk, "dispatch_id": told_of.pk, "remedy_id": Remedy.objects.get().pk,
    "offer_id": offer.pk, "template_id": template.pk, "contract_id": contract.pk,
    "cause_id": cause.pk, "notice_id": notice.pk, "person_id": notice.to.get().pk,
    "article_id": article.pk, "section_id": guides.pk, "text_language": "fi", "version_number": 1, "sought_id": missed.pk,
    "feedback_id": judged.pk, "file_name": picture.name, "article_file": picture.pk, "help_language": "fi",
    "section_slug": "toimitus", "article_slug": guide.slug,
    "answer_id": saved.pk, "pattern_id": pattern.pk, "notification_id": told_boss.pk,
    "rule_id": rule.pk, "target_id": target.pk, "trial_id": trial.pk, "firing_id": firing.pk,
    "undoing_id": taken_back.pk,
}  # fmt: skip
print(json.dumps(told))
