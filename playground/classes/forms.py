"""What people type on the pages of classes, and what is wrong with it in a sentence at its field."""

import unicodedata
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.http import HttpRequest

from playground.classes.attempts import PATIENCE, Attempts
from playground.models import Role
from playground.plain_text import alike, one_line

MOST_SEATS = 300
LONGEST_NICKNAME = 32


def line(placeholder: str = "", **attributes: str) -> forms.TextInput:
    """A text field in the look of the site."""
    return forms.TextInput({"class": "input", "autocomplete": "off", "placeholder": placeholder, **attributes})


def code_line(length: int) -> forms.TextInput:
    """A text field for a code; phones offer capitals, and correct nothing."""
    return line(autocapitalize="characters", spellcheck="false", maxlength=str(length))


def as_nickname(text: str) -> str:
    """A nickname that everybody can read and tell from others; raises ValidationError."""
    try:
        nickname = one_line(text)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from None
    if len(nickname) > LONGEST_NICKNAME:
        raise forms.ValidationError(f"A nickname has at most {LONGEST_NICKNAME} letters.")
    kinds = [unicodedata.category(letter) for letter in nickname]
    if not any(kind[0] in "LNS" for kind in kinds) or not alike(nickname) or len(alike(nickname)) > 64:
        raise forms.ValidationError("A nickname needs letters that can be read.")
    if any(kinds[at : at + 4].count("Mn") > 3 for at in range(len(kinds))):
        raise forms.ValidationError("This nickname would reach into other lines.")
    return nickname


class Title(forms.Form):
    """The name of a class."""

    title = forms.CharField(label="Name of the class", max_length=120, widget=line("Mathematics 12b"))

    def clean_title(self) -> str:
        """One line of letters."""
        try:
            return one_line(self.cleaned_data["title"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class Farewell(forms.Form):
    """Whoever deletes a class types its name."""

    title = forms.CharField(label="Type the name of the class", max_length=200, widget=line())

    def __init__(self, *arguments: Any, title: str = "", **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._title = title

    def clean_title(self) -> str:
        """The name, whatever its capitals."""
        typed = str(self.cleaned_data["title"])
        if alike(typed) != alike(self._title):
            raise forms.ValidationError("This is not the name of this class.")
        return typed


class Settings(Title):
    """What can be changed about a class."""

    open = forms.BooleanField(label="New students may join", required=False)


class Code(forms.Form):
    """The code of a class."""

    code = forms.CharField(label="Code of the class", max_length=12, widget=code_line(12))


class Newcomer(forms.Form):
    """Joins a class."""

    nickname = forms.CharField(label="Your nickname", max_length=200, widget=line(maxlength="32"))
    shared = forms.BooleanField(label="Others use this computer too: forget me when the browser closes", required=False)

    def clean_nickname(self) -> str:
        """One that can be read."""
        return as_nickname(self.cleaned_data["nickname"])


class Returning(Newcomer):
    """Comes back."""

    code = forms.CharField(label="Your own code", max_length=40, widget=code_line(12))
    field_order = ["nickname", "code", "shared"]


class Seats(forms.Form):
    """Places that a teacher prepares, by name or by number."""

    names = forms.CharField(
        label="Nicknames, one a line",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"class": "input", "rows": "4"}),
    )
    amount = forms.IntegerField(
        label="or how many", required=False, min_value=1, max_value=MOST_SEATS,
        widget=forms.NumberInput({"class": "input", "min": "1", "max": str(MOST_SEATS)}),
    )  # fmt: skip
    role = forms.ChoiceField(
        label="as", choices=[(Role.STUDENT, "students"), (Role.VIEWER, "viewers, who see all and change nothing")],
        widget=forms.Select({"class": "select"}),
    )  # fmt: skip

    def clean_names(self) -> list[str]:
        """The nicknames; the first that cannot be one is named."""
        names = []
        for text in filter(None, map(str.strip, self.cleaned_data["names"].splitlines())):
            try:
                names.append(as_nickname(text))
            except forms.ValidationError as error:
                raise forms.ValidationError(f"“{text[:40]}”: {' '.join(error.messages)}") from None
        if len(names) > MOST_SEATS:
            raise forms.ValidationError(f"At most {MOST_SEATS} at a time.")
        return names

    def clean(self) -> dict[str, Any]:
        """One of both."""
        values: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(values["names"]) == bool(values["amount"]):
            raise forms.ValidationError("Write nicknames, or say how many places you need.")
        return values


class SignIn(AuthenticationForm):
    """Name and password of a teacher; after too many wrong ones nothing is looked up any more for a while."""

    def __init__(self, request: HttpRequest | None = None, *arguments: Any, **named: Any) -> None:
        super().__init__(request, *arguments, **named)
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    def clean(self) -> dict[str, Any]:
        """The password fits, and it was not tried too often."""
        assert self.request is not None
        attempts = Attempts(self.request, "password", str(self.cleaned_data.get("username", "")).casefold())
        if attempts.exhausted():
            raise forms.ValidationError(PATIENCE)
        try:
            return dict(super().clean())
        except forms.ValidationError:
            attempts.note()
            raise


class NewPassword(PasswordChangeForm):
    """Another password for a teacher who knows the old one; trying old ones counts as it does at the log-in."""

    def __init__(self, request: HttpRequest, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.request = request
        self.fields["new_password1"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    def clean_old_password(self) -> str:
        """The one of now."""
        attempts = Attempts(self.request, "password", self.user.get_username().casefold())
        if attempts.exhausted():
            raise forms.ValidationError(PATIENCE)
        try:
            return str(super().clean_old_password())
        except forms.ValidationError:
            attempts.note()
            raise
