"""How every plain form of the desk looks: a label above, the control, a hint and the error beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

NAMELESS = "---------"  # what Django writes where nothing is chosen


class ManyField(forms.ModelMultipleChoiceField[Any]):
    """Any number of rows."""

    def clean(self, value: Any) -> Any:
        """Those chosen. A number longer than any of ours is refused: SQLite cannot even be asked for it."""
        if any(len(str(each)) > 18 for each in value or ()):
            raise forms.ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        return super().clean(value)


@dataclass(frozen=True)
class Group:
    """Fields that belong together under one heading; ``shape`` is a class for how they stand side by side."""

    heading: str
    fields: list[forms.BoundField]
    shape: str


class DeskForm(forms.Form):
    """A form whose controls carry our classes and say which text explains them.

    ``GROUPS`` are headings with the names of the fields under each and the shape in which they stand; a form without
    them is one column.
    """

    GROUPS: ClassVar[tuple[tuple[Any, str, str], ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label == NAMELESS:
                field.empty_label = _("Choose") if field.required else _("None")
            if not isinstance(field.widget, (forms.CheckboxInput, forms.RadioSelect, forms.HiddenInput)):
                field.widget.attrs.setdefault("class", "input")

    @property
    def groups(self) -> list[Group]:
        return [
            Group(str(heading), [self[name] for name in names.split()], shape) for heading, names, shape in self.GROUPS
        ]
