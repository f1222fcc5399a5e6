"""The requirement that a page has its disclaimers in its own language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pages.disclaimers.models import Disclaimer
from pages.disclaimers.resolution import required_keys
from pages.publishing import ALWAYS, Blocker, Stage

if TYPE_CHECKING:
    from wagtail.models import Page


class DisclaimersInLanguage:
    """Every disclaimer that the page's type requires exists and is complete in its language."""

    name = "disclaimers"
    stages = ALWAYS

    def __call__(self, page: Page, *, stage: Stage) -> Iterator[Blocker]:
        """Yield a blocker for each required disclaimer that is missing or not complete."""
        keys = required_keys(page)
        if not keys:
            return
        rows = Disclaimer.objects.filter(key__in=keys).select_related("locale")
        yield from disclaimer_blockers(
            keys,
            rows,
            language_code=page.locale.language_code,
            language_name=str(page.locale.get_display_name()),
        )


def disclaimer_blockers(
    keys: Iterable[str],
    disclaimers: Iterable[Disclaimer],
    *,
    language_code: str,
    language_name: str,
) -> Iterator[Blocker]:
    """Yield what is missing of the required disclaimers in one language.

    Args:
        keys: what the page type requires.
        disclaimers: all rows with these keys, in every language, with their locales.
        language_code: the page's language.
        language_name: its name, for the messages.
    """
    here: dict[str, Disclaimer] = {}
    elsewhere: dict[str, Disclaimer] = {}
    for disclaimer in disclaimers:
        same = disclaimer.locale.language_code == language_code
        (here if same else elsewhere)[disclaimer.key] = disclaimer
    for key in keys:
        if key not in here:
            yield _missing(key, other=elsewhere.get(key), language_name=language_name)
        elif not here[key].ready:
            yield Blocker(
                code="disclaimer.untranslated",
                message=_(
                    "The disclaimer “%(title)s” (%(key)s) is not yet complete in %(language)s. "
                    "Finish its text under “Disclaimers” and confirm there that it is complete."
                )
                % {"title": here[key].title, "key": key, "language": language_name},
                quote=here[key].title,
            )


def _missing(key: str, *, other: Disclaimer | None, language_name: str) -> Blocker:
    if other is None:
        message = _(
            "Pages of this type need the disclaimer “%(key)s”, and there is none in %(language)s. "
            "Create it under “Disclaimers” with this key and language."
        ) % {"key": key, "language": language_name}
    else:
        message = _(
            "Pages of this type need the disclaimer “%(title)s” (%(key)s), and there is none in "
            "%(language)s. Translate it, or create it with this key, under “Disclaimers”."
        ) % {"title": other.title, "key": key, "language": language_name}
    return Blocker(code="disclaimer.missing", message=message, quote=key)
