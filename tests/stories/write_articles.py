"""Run beside the server, never imported: two articles in three languages under one section."""

from __future__ import annotations

from kohtaamo.knowledge.commands.articles import Frame, begin_article
from kohtaamo.knowledge.commands.sections import Heading, save_section
from kohtaamo.knowledge.commands.texts import Words, publish_text, write_text
from kohtaamo.staff.models import Member

WRITTEN = (
    {
        "fi": ("Missä tilaukseni on?", "Seurantalinkki on tilausvahvistuksessa.", "toimitus, sänky, kuljetus"),
        "sv": ("Var är min beställning?", "Länken finns i orderbekräftelsen.", "leverans"),
    },
    {"fi": ("Tyynyn pesu", "Pese 60 asteessa.", "")},
)
boss = Member.objects.get(role__name="administrator")
section = save_section(actor=boss, heading=Heading(names={"fi": "Toimitus", "sv": "Leverans", "en": "Delivery"}))
for texts in WRITTEN:
    article = begin_article(actor=boss, frame=Frame(section=section, owner=boss))
    for language, (title, body, keywords) in texts.items():
        words = Words(title=title, body=body, keywords=keywords)
        publish_text(actor=boss, text=write_text(actor=boss, article=article, language=language, words=words))
