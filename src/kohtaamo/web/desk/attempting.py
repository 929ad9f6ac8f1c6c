"""Doing what a form asks: a refusal is said beside the field it concerns, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable

from django import forms

from kohtaamo.platform.errors import Conflict, Invalid, TooLarge


def attempt(form: forms.Form, act: Callable[[], object]) -> int:
    """Do what a checked form asks.

    Returns 200, or the status of the refusal: 422 for something missing, 409 for something changed, 413 too large.
    """
    if not form.is_valid():
        return 422
    try:
        act()
    except (Invalid, Conflict, TooLarge) as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem.sentence))
        return problem.status
    return 200
