"""The requirement that a page has its disclaimers in its own language, in a signed wording."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pages.disclaimers.models import Disclaimer
from pages.disclaimers.resolution import required_keys
from pages.disclaimers.signed import signed_wordings
from pages.disclaimers.standing import WordingState, standings
from pages.publishing import ALWAYS, Blocker, Stage

if TYPE_CHECKING:
    from wagtail.models import Page


class DisclaimersInLanguage:
    """Every disclaimer that the page's type requires exists in its language, in a signed wording.

    A page may be submitted while a wording waits, since its author can do nothing about it; it may
    not be signed.
    """

    name = "disclaimers"
    stages = ALWAYS

    def __call__(self, page: Page, *, stage: Stage) -> Iterator[Blocker]:
        """Yield a blocker for each required disclaimer that is missing or has no signed wording."""
        keys = required_keys(page)
        if not keys:
            return
        language = page.locale.language_code
        rows = list(Disclaimer.objects.filter(key__in=keys).select_related("locale"))
        signed = signed_wordings(keys, language=language)
        open_here = [
            row for row in rows if row.locale.language_code == language and row.key not in signed
        ]
        yield from disclaimer_blockers(
            keys,
            rows,
            language_code=language,
            language_name=str(page.locale.get_display_name()),
            unsigned={one.disclaimer.key: one.state for one in standings(open_here)},
            stage=stage,
        )


def disclaimer_blockers(
    keys: Collection[str],
    disclaimers: Iterable[Disclaimer],
    *,
    language_code: str,
    language_name: str,
    unsigned: Mapping[str, WordingState],
    stage: Stage,
) -> Iterator[Blocker]:
    """Yield what is missing of the required disclaimers in one language.

    Args:
        keys: what the page type requires.
        disclaimers: all rows with these keys, in every language, with their locales.
        language_code: the page's language.
        language_name: its name, for the messages.
        unsigned: those that exist in the language and have no signed wording, with the state of the
            newest one.
        stage: the step that somebody wants to take.
    """
    here: dict[str, Disclaimer] = {}
    elsewhere: dict[str, Disclaimer] = {}
    for disclaimer in disclaimers:
        same = disclaimer.locale.language_code == language_code
        (here if same else elsewhere)[disclaimer.key] = disclaimer
    for key in keys:
        if key not in here:
            yield _missing(key, other=elsewhere.get(key), language_name=language_name)
        elif key in unsigned:
            yield Blocker(
                code="disclaimer.unsigned",
                message=_unsigned(unsigned[key])
                % {"title": here[key].title, "key": key, "language": language_name},
                severity="warn" if stage is Stage.SUBMISSION else "block",
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


def _unsigned(state: WordingState) -> str:
    if state is WordingState.SENT_BACK:
        return _(
            "The disclaimer “%(title)s” (%(key)s) was sent back by a medical reviewer and has no "
            "signed wording in %(language)s. Change it under “Disclaimers”, so that it can be "
            "signed; the page cannot go live before."
        )
    if state is WordingState.UNFINISHED:
        return _(
            "The disclaimer “%(title)s” (%(key)s) is not translated into %(language)s yet. "
            "Translate it under “Disclaimers”, so that it can be signed; the page cannot go live "
            "before."
        )
    return _(
        "The disclaimer “%(title)s” (%(key)s) waits for a medical reviewer: no wording of it is "
        "signed in %(language)s yet. It is signed under “Medical review”; the page cannot go live "
        "before."
    )
