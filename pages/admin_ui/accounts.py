"""Accounts in the admin: whoever signed, or is named in the ledger, is kept, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import PROTECT
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def kinds_that_hold(user: Any) -> list[str]:
    """Return what keeps an account from being deleted: the plural names of kinds of rows."""
    kinds: dict[str, None] = {}
    for relation in user._meta.get_fields(include_hidden=True):
        # A relation without a name of its own, as the ledger's, is a hidden one.
        if getattr(relation, "on_delete", None) is not PROTECT or not relation.auto_created:
            continue
        model = relation.related_model
        if model._base_manager.filter(**{relation.field.name: user}).exists():
            kinds[str(model._meta.verbose_name_plural)] = None
    return list(kinds)


def refusal_to_delete(user: Any) -> str:
    """Return why an account is not deleted, or an empty string."""
    kinds = kinds_that_hold(user)
    if not kinds:
        return ""
    return _(
        "The account “%(user)s” cannot be deleted, because the record names it: %(kinds)s. "
        "Deactivate it instead: clear “Active” in the account. Nobody can sign in with it then, "
        "and every decision keeps its name."
    ) % {"user": get_user_display_name(user), "kinds": ", ".join(kinds)}


def before_delete_user(request: HttpRequest, user: Any) -> HttpResponse | None:
    """Keep an account that the record names. A hook of that name."""
    refusal = refusal_to_delete(user)
    if not refusal:
        return None
    edit = reverse("wagtailusers_users:edit", args=[user.pk])
    messages.error(request, refusal, buttons=[messages.button(edit, _("Open the account"))])
    return redirect("wagtailusers_users:index")


def before_bulk_action(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    """Delete several accounts, or none of them when the record names one. A hook of that name."""
    if action_type != "delete" or action.model is not get_user_model():
        return None
    refusals = [refusal for user in objects if (refusal := refusal_to_delete(user))]
    for refusal in refusals:
        messages.error(request, refusal)
    return redirect(action.next_url) if refusals else None
