from django.urls import path

from kohtaamo.web.desk.people import email, invitations, me, people, person, roles, teams

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/<int:member_id>/", person.person, name="person"),
    path("people/<int:member_id>/email/", email.person_email, name="person_email"),
    path("people/<int:member_id>/leaving/", person.leaving, name="person_leaving"),
    path("people/<int:member_id>/return/", person.coming_back, name="person_return"),
    path("people/invitations/new/", invitations.new, name="invitation_new"),
    path("people/invitations/<int:invitation_id>/again/", invitations.again, name="invitation_again"),
    path("people/invitations/<int:invitation_id>/end/", invitations.end, name="invitation_end"),
    path("teams/", teams.teams, name="teams"),
    path("teams/<int:team_id>/", teams.team, name="team"),
    path("teams/<int:team_id>/closing/", teams.closing, name="team_closing"),
    path("teams/<int:team_id>/opening/", teams.opening, name="team_opening"),
    path("roles/", roles.roles, name="roles"),
    path("roles/<int:role_id>/", roles.role, name="role"),
    path("roles/<int:role_id>/removal/", roles.removal, name="role_removal"),
    path("me/", me.me, name="me"),
    path("me/email/", email.my_email, name="my_email"),
    path("me/presence/", me.presence, name="my_presence"),
    path("me/sessions/end/", me.sessions_end, name="my_sessions_end"),
]
