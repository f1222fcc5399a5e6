"""What the matrix starts from: one page in every state in every language, and who acts on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from wagtail.models import Locale

from pages.content.condition import ConditionPage
from pages.content.index import ConditionIndexPage
from tests.matrix.reading import Reading, read

LANGUAGES = ("en", "es")


@dataclass(slots=True)
class Case:
    """One page in one state.

    Attributes:
        state: a key of `tests.matrix.states.STATES`.
        word: what stands in every text of the latest draft.
        allowed: canonical public content that may be public under this page's id: what a
            signature that is good covers.
        is_public: whether the public reads the page before anything is tried.
        may_go_public: whether a good signature covers the latest draft.
        translation: the translation that the page is the target of, for wagtail-localize's paths.
    """

    state: str
    language: str
    page_id: int
    word: str = ""
    allowed: frozenset[str] = frozenset()
    is_public: bool = False
    may_go_public: bool = False
    translation: Any = None

    @property
    def name(self) -> str:
        """What tells the page from all others, in its title and its address."""
        kind = "translated " if self.translation else ""
        return f"{kind}{self.state} {self.language}"

    def page(self) -> ConditionPage:
        """Return the row as it is stored now."""
        return ConditionPage.objects.get(pk=self.page_id)

    def draft(self) -> Any:
        """Return the latest draft."""
        return self.page().get_latest_revision_as_object()


@dataclass(slots=True)
class Site:
    """The site that all rows of the matrix start from.

    Attributes:
        superuser: may do everything in Wagtail, and is no reviewer.
        translator: translated all translations, and may do nothing else.
        author: wrote all pages, and is a medical reviewer and a superuser too.
        reviewer: signed all that is signed.
        reviewer_of: a reviewer for each language who answers for that one alone.
        token: a superuser's token for Wagtail's API v3.
        cases: pages that were written by hand, by language and state.
        translations: pages that were translated from the other language.
    """

    superuser: Any
    translator: Any
    author: Any
    reviewer: Any
    reviewer_of: dict[str, Any]
    token: str
    cases: dict[tuple[str, str], Case] = field(default_factory=dict)
    translations: dict[tuple[str, str], Case] = field(default_factory=dict)
    sessions: dict[int, str] = field(default_factory=dict)
    _before: Reading | None = None

    def before(self) -> Reading:
        """Return what the public reads while nothing has been tried, read once."""
        if self._before is None:
            self._before = read(files=True)
        return self._before

    def log_in(self) -> None:
        """Open a session for everybody who acts, before anything that a row undoes."""
        for user in (self.superuser, self.author, self.reviewer, *self.reviewer_of.values()):
            client = Client()
            client.force_login(user)
            self.sessions[user.pk] = client.cookies["sessionid"].value

    def client(self, user: Any) -> Client:
        """Return a browser in which this user is logged in, with no messages waiting."""
        client = Client(raise_request_exception=False)
        client.cookies["sessionid"] = self.sessions[user.pk]
        return client


def index_of(language: str) -> ConditionIndexPage:
    """Return the list of conditions of a language."""
    return ConditionIndexPage.objects.get(locale__language_code=language, alias_of=None)


def locale_of(language: str) -> Locale:
    """Return a language."""
    return Locale.objects.get(language_code=language)


def other(language: str) -> str:
    """Return the language that this one is translated from."""
    return next(code for code in LANGUAGES if code != language)
