from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Invalid


class AlreadyLoaded(Invalid):
    code = "demonstration_loaded"
    sentence = _("The demonstration is loaded already. Clear it first with “kohtaamo demo clear”.")


class RealDataHere(Invalid):
    code = "real_data"
    sentence = _(
        "People or customers are here already, and a demonstration never mixes with real data. "
        "Name another data folder in KOHTAAMO_DATA and load it there."
    )


class NothingToClear(Invalid):
    code = "no_demonstration"
    sentence = _("No demonstration is loaded here. Nothing was removed.")


class IntakeOff(Invalid):
    code = "intake_off"
    sentence = _(
        "The built-in intake is off. Set KOHTAAMO_INTAKE_BIND=127.0.0.1:8025 and start again, then your mail arrives."
    )


class IntakeRefused(Invalid):
    code = "intake_refused"
    sentence = _("The built-in intake did not take the mail. Your words are still here; try again in a moment.")
