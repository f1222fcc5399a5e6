"""Which disclaimers a page carries, in which wording, and which live pages need one.

Page types require disclaimers by key (``PAGES["DISCLAIMERS"]``, read at each call). The key is
resolved in the page's own language; there is no falling back to another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from wagtail.rich_text import expand_db_html

from pages import conf
from pages.disclaimers.approvals import DisclaimerApproval, DisclaimerReturn
from pages.disclaimers.models import Disclaimer
from pages.disclaimers.refusals import DisclaimerAnswered, DisclaimerNeeded
from pages.disclaimers.signed import signed_wordings
from pages.publishing import reviewed_models
from pages.publishing.values import without_editor_keys
from pages.review.models import Approval

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Page

    from pages.disclaimers.wording import Wording


def required_keys(page_or_model: Page | type[Page]) -> list[str]:
    """Return the keys of the disclaimers that a page type requires, in the configured order.

    A model that the configuration does not name has its nearest ancestor's, so that a site's
    subclass of a page type carries what that type carries.

    Args:
        page_or_model: a page model, or a specific instance of one.
    """
    model = page_or_model if isinstance(page_or_model, type) else type(page_or_model)
    required = conf.disclaimers()
    for ancestor in model.__mro__:
        options = getattr(ancestor, "_meta", None)
        if options is not None and options.label in required:
            return list(dict.fromkeys(required[options.label]))
    return []


def disclaimers_for(page: Page) -> list[Wording]:
    """Return the signed wordings that the page carries in its language, in the configured order.

    What is missing is not in the list; the requirement of `pages.disclaimers.requirement` says so
    in words.
    """
    keys = required_keys(page)
    found = signed_wordings(keys, language=page.locale.language_code)
    return [found[key] for key in keys if key in found]


def rows_of_disclaimers(page: Page) -> QuerySet[Disclaimer]:
    """Return the rows of the disclaimers that the page carries, or that its type requires.

    Whoever signs a wording holds the same row, so that a page which goes live meanwhile shows it.
    """
    kept = Approval.objects.active().filter(page_id=page.pk)
    carried = {
        entry["key"]
        for entries in kept.values_list("disclaimer_versions", flat=True)
        for entry in entries
    }
    keys = carried.union(required_keys(page))
    return Disclaimer._base_manager.filter(locale_id=page.locale_id, key__in=keys)


def signed_identity(page: Page) -> list[dict[str, str]]:
    """Return what the page's fingerprint covers of its disclaimers: ``key`` and ``locale``.

    It is their identity and not their wording, which has a signature of its own, so that correcting
    a disclaimer does not void the signature of every page that carries it.
    """
    return [{"key": key, "locale": page.locale.language_code} for key in required_keys(page)]


def disclaimer_versions(page: Page) -> list[dict[str, Any]]:
    """Return ``key``, ``locale`` and ``version`` of what the page carries now.

    This is what an approval keeps: which disclaimers the page has, and what they said when it was
    signed.
    """
    return [
        {"key": wording.key, "locale": wording.language, "version": wording.version}
        for wording in disclaimers_for(page)
    ]


def texts_of(
    wordings: Iterable[Wording], *, expand: Callable[[str], str] = expand_db_html
) -> list[dict[str, Any]]:
    """Return ``key``, ``version``, ``title`` and ``text`` of wordings, in the same order.

    Args:
        wordings: from `disclaimers_for` or `pages.disclaimers.signed`.
        expand: turns stored rich text into the HTML of ``text``.
    """
    return [
        {
            "key": wording.key,
            "version": wording.version,
            "title": wording.title,
            "text": expand(without_editor_keys(wording.text)),
        }
        for wording in wordings
    ]


def live_pages_needing(disclaimer: Disclaimer) -> set[int]:
    """Return the ids of the live pages that carry a disclaimer, or whose type requires it.

    The two differ where the configuration was changed since a page was signed.
    """
    found: set[int] = set()
    for model in reviewed_models():
        if disclaimer.key in required_keys(model):
            live = model._default_manager.filter(live=True, locale_id=disclaimer.locale_id)
            found |= set(live.values_list("pk", flat=True))
    kept = Approval.objects.active().filter(page__live=True, page__locale_id=disclaimer.locale_id)
    for page_id, entries in kept.values_list("page_id", "disclaimer_versions"):
        if any(entry["key"] == disclaimer.key for entry in entries):
            found.add(page_id)
    return found


def require_unneeded(disclaimer: Disclaimer) -> None:
    """Refuse the deletion of a disclaimer that live pages need, or that a reviewer has answered.

    Raises:
        DisclaimerNeeded: with the number of such pages.
        DisclaimerAnswered: what was decided about it stays on record.
    """
    if pages := live_pages_needing(disclaimer):
        raise DisclaimerNeeded(title=str(disclaimer), pages=len(pages))
    about = {"version__disclaimer_id": disclaimer.pk}
    if (
        DisclaimerApproval.objects.filter(**about).exists()
        or DisclaimerReturn.objects.filter(**about).exists()
    ):
        raise DisclaimerAnswered(title=str(disclaimer))
