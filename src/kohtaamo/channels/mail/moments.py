"""Moments as they are written in mails to customers."""

from kohtaamo.platform.moments import told

__all__ = ["told"]
