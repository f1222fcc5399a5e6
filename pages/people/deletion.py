"""What keeps a row from being deleted, in words, before anyone tries.

Foreign keys with ``PROTECT`` make the database refuse; these functions ask beforehand, so that the
admin can say which page or signature holds a person or an authorization.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import router
from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse
    from django_stubs_ext import StrOrPromise

NAMED = 5
"""How many holders a sentence names before it counts the rest."""


def holders_of(instance: Model) -> list[Model]:
    """Return the rows whose foreign keys keep the instance from being deleted. Deletes nothing."""
    collector = Collector(using=router.db_for_write(type(instance)), origin=instance)
    try:
        collector.collect([instance])
    except ProtectedError as error:
        return sorted(error.protected_objects, key=_order)
    except RestrictedError as error:
        return sorted(error.restricted_objects, key=_order)
    return []


def refusal_to_delete(instance: Model, *, advice: StrOrPromise) -> str:
    """Return why the instance cannot be deleted, or an empty string.

    Args:
        instance: what someone wants to delete.
        advice: a sentence about what to do instead; it ends the refusal.
    """
    holders = holders_of(instance)
    if not holders:
        return ""
    named = ", ".join(_name(holder) for holder in holders[:NAMED])
    rest = len(holders) - NAMED
    if rest > 0:
        named = ngettext("%(named)s and %(count)s more", "%(named)s and %(count)s more", rest) % {
            "named": named,
            "count": rest,
        }
    return _("“%(object)s” cannot be deleted, because it is in use: %(holders)s. %(advice)s") % {
        "object": instance,
        "holders": named,
        "advice": advice,
    }


def refuse_in_admin(
    request: HttpRequest, refusals: Iterable[StrOrPromise], *, back_to: str
) -> HttpResponse | None:
    """Show the refusals and lead back, or return None when there are none.

    Args:
        request: the request to delete, or to be asked about deleting.
        refusals: sentences; empty ones do not count.
        back_to: name of the URL to return to.
    """
    sentences = [sentence for sentence in refusals if sentence]
    if not sentences:
        return None
    for sentence in sentences:
        messages.error(request, sentence)
    return redirect(back_to)


def _order(holder: Model) -> tuple[str, str]:
    return (holder._meta.label, str(holder.pk))


def _name(holder: Model) -> str:
    return _("%(kind)s “%(name)s”") % {
        "kind": capfirst(str(holder._meta.verbose_name)),
        "name": holder,
    }
