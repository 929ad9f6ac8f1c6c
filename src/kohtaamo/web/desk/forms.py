"""How every plain form of the desk looks: a label above, the control, a hint and the error beside it."""

from __future__ import annotations

from typing import Any

from django import forms


class DeskForm(forms.Form):
    """A form whose controls carry our classes and say which text explains them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, (forms.CheckboxInput, forms.RadioSelect, forms.HiddenInput)):
                field.widget.attrs.setdefault("class", "input")
