"""Trying one way to go public on every page that it is meant for.

What a way does to all its pages is undone together, so that the public is read once for all of
them. The verdict is `tests.matrix.judging`'s.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import HttpResponse
from wagtail.models import Site as WagtailSite

from pages.content.condition import ConditionPage
from pages.delivery.serving.memory import memory
from tests.matrix.answers import Answer, answer_of_database, answer_of_error, listening
from tests.matrix.cases import LANGUAGES, Case, Site
from tests.matrix.outside import as_without_transaction
from tests.matrix.reading import Reading, read
from tests.matrix.states import STATES, TRANSLATED

EVERY = tuple(STATES)

UNCOVERED = ("unapproved", "changed", "superseded", "withdrawn", "expired")
"""The states in which no good signature covers the latest draft."""

LIVE = ("active", "changed", "superseded", "overdue")
"""The states in which the public reads the page."""

Run = Callable[["Trial"], Any]


@dataclass(slots=True)
class Trial:
    """What a path may use: the page that it tries to publish, and who tries.

    Attributes:
        kept: words that the path wrote, which must not be lost.
        replaces_draft: whether the path writes a newer draft.
        goes_back: whether the path publishes what is signed, whatever the draft was.
        before: the latest draft before anything was tried, as it is stored.
    """

    site: Site
    case: Case
    kept: str = ""
    replaces_draft: bool = False
    goes_back: bool = False
    before: dict[str, Any] = field(default_factory=dict)
    answer: Answer = field(default_factory=Answer)

    @property
    def language(self) -> str:
        """Code of the page's language."""
        return self.case.language

    @property
    def page_id(self) -> int:
        """Id of the page."""
        return self.case.page_id

    @property
    def slug(self) -> str:
        """An address for a page that is made of this one."""
        return f"from-{self.case.name.replace(' ', '-')}"

    def page(self) -> ConditionPage:
        """Return the stored row."""
        return self.case.page()

    def draft(self) -> Any:
        """Return the latest draft."""
        return self.case.draft()

    def post(self, url: str, data: Any = None, *, user: Any = None, **kwargs: Any) -> HttpResponse:
        """Post as this user; as the superuser, unless said otherwise."""
        client = self.site.client(user or self.site.superuser)
        return client.post(url, data or {}, **kwargs)


@dataclass(frozen=True, slots=True)
class Path:
    """A way to go public.

    Attributes:
        name: what is done, as a reader of the table would say it.
        room: the group of the table that it belongs to.
        run: does it; returns the last response of an HTTP path.
        states: the states that it is tried from.
        asks: whether it asks for publication in a browser, and so is owed words when it is refused.
        publishes: whether signed content does become public by it.
        ends: whether a page may leave the public by it.
        signs: whether it ends with a good signature under the draft that the page had before.
        files: whether images, files and redirects are looked at afterwards.
        alone: whether each page needs a site that nothing else was tried on.
    """

    name: str
    room: str
    run: Run
    states: tuple[str, ...] = EVERY
    asks: bool = False
    publishes: bool = False
    ends: bool = False
    signs: bool = False
    files: bool = False
    alone: bool = False


PATHS: list[Path] = []


def path(name: str, *, room: str, **kwargs: Any) -> Callable[[Run], Run]:
    """Register a way to go public."""

    def register(run: Run) -> Run:
        kwargs.setdefault("states", TRANSLATED if room == "localize" else EVERY)
        kwargs.setdefault("files", room in ("behind", "records"))
        PATHS.append(Path(name=name, room=room, run=run, **kwargs))
        return run

    return register


SHARES = 9
"""How many runs it takes to try everything. Odd, so that each share has both languages."""

Choose = Callable[[Path, list[Case]], list[Case]]


def everything(way: Path, cases: list[Case]) -> list[Case]:
    """Choose all pages that a path is meant for."""
    return cases


def a_share(way: Path, cases: list[Case]) -> list[Case]:
    """Choose some of a path's pages, at least one: everything would take many minutes each time.

    The runs on the two databases try a ninth each. ``FIRMA_MATRIX`` names another ninth by its
    number, or ``all``.
    """
    asked = os.environ.get("FIRMA_MATRIX", "")
    if asked == "all":
        return cases
    turn = int(asked) if asked else int(connection.vendor == "postgresql")
    first = (turn + PATHS.index(way)) % SHARES
    return cases[first::SHARES] or [cases[first % len(cases)]]


def cases_of(way: Path, site: Site) -> list[Case]:
    """Return the pages that a path is meant for."""
    source = site.translations if way.room == "localize" else site.cases
    return [source[language, state] for state in way.states for language in LANGUAGES]


@dataclass(frozen=True, slots=True)
class Tried:
    """A path, tried on some pages, and what the public reads since."""

    way: Path
    site: Site
    trials: list[Trial]
    after: Reading


def attempt(
    way: Path, site: Site, look: Callable[[Tried], None], *, choose: Choose = a_share
) -> None:
    """Try a path on the pages that are chosen, have the outcome looked at, and undo everything."""
    cases = choose(way, cases_of(way, site))
    for group in [[case] for case in cases] if way.alone else [cases]:
        with transaction.atomic():
            try:
                trials = [_try(way, Trial(site=site, case=case)) for case in group]
                look(Tried(way, site, trials, _read(way, site)))
            finally:
                transaction.set_rollback(True)
        # It was read in a transaction that is undone, which no process outside a test can do.
        memory.clear()


def _read(way: Path, site: Site) -> Reading:
    cache.clear()
    WagtailSite.clear_site_root_paths_cache()
    return read(before=site.before(), files=way.files)


def _try(way: Path, trial: Trial) -> Trial:
    """Run a path on one page, as it would run outside a test, and note how it ended."""
    cache.clear()
    trial.before = stored_draft(trial.page_id)
    # A savepoint, so that the next page can be tried on PostgreSQL whatever happened to this one.
    # It is kept: what a path has done before it failed is what the public is asked about.
    with transaction.atomic(), listening() as answer:
        trial.answer = answer
        try:
            with as_without_transaction():
                answer.of_response(way.run(trial))
        except IntegrityError as error:
            answer_of_database(answer, error)
        except Exception as error:
            answer_of_error(answer, error)
        try:
            connection.check_constraints()
        except DatabaseError as error:
            answer_of_error(answer, error)
            transaction.set_rollback(True)
    return trial


def stored_draft(page_id: int) -> dict[str, Any]:
    """Return the content of the latest draft, as it is stored."""
    page = ConditionPage.objects.filter(pk=page_id).select_related("latest_revision").first()
    return page.latest_revision.content if page and page.latest_revision else {}
