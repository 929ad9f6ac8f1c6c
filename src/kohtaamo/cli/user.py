"""``kohtaamo user``"""

from __future__ import annotations

import click
from django.utils.crypto import get_random_string

from kohtaamo.staff.choices import RoleName
from kohtaamo.staff.models import Member, Role, Team


@click.command()
@click.argument("email")
@click.option("--name", default="", help="The person's name.")
@click.option("--role", type=click.Choice(RoleName.values), default=RoleName.ADMINISTRATOR.value, show_default=True)
@click.option("--team", multiple=True, help="A team to be in; made when it is not there yet. May be repeated.")
@click.option("--password", default="", help="Sets this password; otherwise one is made and shown once.")
def command(email: str, name: str, role: str, team: tuple[str, ...], password: str) -> None:
    """Add a member of staff, or give one a new password."""
    if "@" not in email:
        raise click.ClickException("Write a whole mail address, such as name@example.fi.")
    password = password or get_random_string(16)
    member = Member.objects.filter(email__iexact=email).first()
    if member is None:
        member = Member(email=email, name=name or email.split("@")[0], role=Role.objects.get(name=role))
    member.set_password(password)
    member.is_active = True
    member.save()
    for each in team:
        member.teams.add(Team.objects.get_or_create(name=each)[0])
    click.echo(f"{member.email}\t{password}")
