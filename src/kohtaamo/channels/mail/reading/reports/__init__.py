"""What kind of mail a letter is: a bounce, a complaint, an automatic answer, or what a person wrote."""

from kohtaamo.channels.mail.reading.reports.outcome import Automatic, Bounce, Complaint, Outcome, Reading
from kohtaamo.channels.mail.reading.reports.report import read_report

__all__ = ["Automatic", "Bounce", "Complaint", "Outcome", "Reading", "read_report"]
