"""How a person uses a page: with a pointer, or with the keys alone."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import Locator

FARTHEST = 150  # presses of Tab


class Hands(Protocol):
    """What a person does to a control: ``press`` a button or link, ``write`` into a field, ``pick`` from a list or radios."""

    def press(self, control: Locator) -> None: ...
    def write(self, field: Locator, words: str) -> None: ...
    def pick(self, choice: Locator, words: str) -> None: ...
    def tick(self, radio: Locator) -> None: ...


class Pointer:
    """A mouse or a finger, and typing."""

    def press(self, control: Locator) -> None:
        control.click()

    def write(self, field: Locator, words: str) -> None:
        field.fill(words)

    def pick(self, choice: Locator, words: str) -> None:
        choice.select_option(label=words)

    def tick(self, radio: Locator) -> None:
        radio.check(force=True)


class Keys:
    """The keyboard alone: Tab to the control, Enter on it, arrows among radios, first letters in a list."""

    def press(self, control: Locator) -> None:
        self._reach(control)
        control.page.keyboard.press("Enter")

    def write(self, field: Locator, words: str) -> None:
        self._reach(field)
        field.page.keyboard.press("Control+A")
        field.page.keyboard.type(words)

    def pick(self, choice: Locator, words: str) -> None:
        self._reach(choice)
        choice.page.keyboard.type(words)

    def tick(self, radio: Locator) -> None:
        radio.wait_for(state="attached")
        keys = radio.page.keyboard
        self._tab_until(radio, "(radio) => document.activeElement.name === radio.name")
        for _ in range(8):
            if radio.is_checked():
                return
            is_any = radio.evaluate("(radio) => [...radio.form.elements[radio.name]].some((each) => each.checked)")
            keys.press("ArrowRight" if is_any else "Space")
        raise AssertionError(f"{radio} cannot be ticked with the keys")

    def _reach(self, control: Locator) -> None:
        control.wait_for()
        self._tab_until(control, "(control) => document.activeElement === control")

    def _tab_until(self, control: Locator, reached: str) -> None:
        for _ in range(FARTHEST):
            if control.evaluate(reached):
                return
            control.page.keyboard.press("Tab")
        raise AssertionError(f"{control} cannot be reached with Tab")
