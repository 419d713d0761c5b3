"""The page of tokens for programs: teachers and students of a class make them here, and take them back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from playground import policy
from playground.access.scopes import POST, READ, SCOPES, TRAIN
from playground.classes.forms import line
from playground.identity import Forbidden, identify
from playground.models import ApiToken, Owner
from playground.models.api_token import MOST_TOKENS
from playground.plain_text import one_line

LASTS = [(1, "a day"), (7, "a week"), (30, "30 days"), (365, "a year")]
NOT_FOR_GUESTS = "Tokens are for teachers and for students of a class: join yours with its code, or log in."


class NewToken(forms.Form):
    """A token that is to be made."""

    name = forms.CharField(label="What it is for", max_length=60, widget=line("My notebook"))
    scopes = forms.MultipleChoiceField(
        label="What it may do",
        choices=list(SCOPES.items()),
        initial=[READ, TRAIN, POST],
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": "Choose at least one: a token that may do nothing is of no use."},
    )
    days = forms.TypedChoiceField(
        label="It is valid for", choices=LASTS, initial=30, coerce=int, widget=forms.Select({"class": "select"})
    )

    def clean_name(self) -> str:
        """One line of letters."""
        try:
            return one_line(self.cleaned_data["name"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """All tokens of whoever asks; a POST makes one more, whose secret this answer alone shows."""
    owner = _at_a_page(request)
    if not policy.may_make_tokens(owner):
        return _page(request, None, status=403 if request.method == "POST" else 200)
    assert owner is not None
    form = NewToken(request.POST if request.method == "POST" else None)
    if form.is_valid() and ApiToken.objects.valid().filter(owner=owner).count() >= MOST_TOKENS:
        form.add_error(None, f"You have {MOST_TOKENS} tokens, and more are not allowed. Revoke one first.")
    if form.is_valid():
        wanted = form.cleaned_data
        made, secret = ApiToken.objects.issue(owner, wanted["name"], wanted["scopes"], wanted["days"])
        return _page(request, owner, form=NewToken(), made=made, secret=secret)
    return _page(request, owner, form=form, status=422 if form.errors else 200)


@require_POST
@never_cache
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Programs that have it can do nothing any more."""
    owner = _at_a_page(request)
    found = ApiToken.objects.filter(owner=owner, pk=key).first() if owner else None
    if found is None:
        raise Http404
    found.revoke()
    messages.success(request, f"“{found.name}” is revoked")
    return redirect("tokens")


def _at_a_page(request: HttpRequest) -> Owner | None:
    """Whoever sits there: with one token, nobody makes another that lasts longer or may do more."""
    if request.headers.get("Authorization"):
        raise Forbidden("Tokens are made and revoked at this page, in a browser.")
    return identify(request)


def _page(request: HttpRequest, owner: Owner | None, status: int = 200, **told: Any) -> HttpResponse:
    listed = ApiToken.objects.valid().filter(owner=owner).order_by("-pk") if owner else []
    rows = [{"token": each, "scopes": [SCOPES[scope] for scope in each.scopes]} for each in listed]
    values = {"tokens": rows, "guest": None if owner else NOT_FOR_GUESTS, **told}
    return render(request, "tokens.html", values, status=status)
