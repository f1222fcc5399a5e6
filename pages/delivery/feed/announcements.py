"""The triggers that write the feed: pure functions to SQL, for SQLite and PostgreSQL.

Each says for which rows of which table what is written. `pages.publishing.guards` puts them in
force after every ``migrate``, and ``manage.py check`` reports one that is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Value
from django.db.models.expressions import RawSQL
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction, Locale, Page, PageViewRestriction, Site
from wagtail_localize.models import Translation, TranslationSource

from pages.citations.models import Reference
from pages.delivery.feed.targets import EVERYTHING, FAMILY, GONE, PAGE, REDIRECTS, REFERENCE
from pages.delivery.models import PublicChange, PublishedDocument
from pages.delivery.search.models import SearchEntry
from pages.navigation.models import SiteProfile, SiteWording
from pages.publishing.guards import Trigger
from pages.review.models import Approval

PREFIX: Final = "firma_tell_"

PAGE_COLUMNS: Final = (
    "live",
    "title",
    "slug",
    "url_path",
    "path",
    "locale_id",
    "translation_key",
    "content_type_id",
    "first_published_at",
    "show_in_menus",
    "seo_title",
    "search_description",
)
"""Columns of Wagtail's page table that an answer about a live page shows or depends on."""

PUBLISHER_COLUMNS: Final = ("site_id", "organisation_kind", "organisation_name", "logo_id")
NAME_COLUMNS: Final = ("profile_id", "language", "site_name")
IMAGE_COLUMNS: Final = (
    "file",
    "width",
    "height",
    "collection_id",
    "focal_point_x",
    "focal_point_y",
    "focal_point_width",
    "focal_point_height",
)

CONTENT_COLUMNS: Final = ("content", "content_hash", "approval_id", "locale")
ANSWER_COLUMNS: Final = ("answer", "item", "links", "answer_hash", "circumstances")
WORD_COLUMNS: Final = ("content_hash", "weights")
FATE_COLUMNS: Final = ("activated_at", "superseded_at", "withdrawn_at")

Vendor = Literal["sqlite", "postgresql"]
Operation = Literal["INSERT", "UPDATE", "DELETE"]


@dataclass(frozen=True, slots=True)
class Announcement:
    """Write a target when a row is written.

    Attributes:
        name: unique among them.
        table: whose rows.
        operation: after which operation.
        target: SQL of what is named.
        rows: SQL of the other table's row that it is read from, as a FROM clause; none if empty.
        condition: SQL of when; always, unless given.
        is_settled: whether nothing is left to be done but to forget what was kept.
    """

    name: str
    table: str
    operation: Operation
    target: str
    rows: str = ""
    condition: str = "1 = 1"
    is_settled: bool = False


def announcements(vendor: Vendor) -> Iterator[Announcement]:
    """Yield everything that is told."""
    yield from _of_pages(vendor)
    yield from _of_hidden_homes(vendor)
    yield from _of_documents(vendor)
    yield from _of_words(vendor)
    yield from _of_sources(vendor)
    for name, model in (
        ("restriction", PageViewRestriction),
        ("site", Site),
        ("language", Locale),
    ):
        yield from _on_every_write(name, model._meta.db_table, f"'{EVERYTHING}'")
    yield from _of_publishers(vendor)
    yield from _on_every_write("redirect", Redirect._meta.db_table, f"'{REDIRECTS}'")


def create_statements(announcement: Announcement, vendor: Vendor) -> tuple[str, ...]:
    """Return the statements that put an announcement in force."""
    name, feed = f"{PREFIX}{announcement.name}", _quote(PublicChange._meta.db_table)
    settled = "TRUE" if announcement.is_settled else "FALSE"
    table = _quote(announcement.table)
    if vendor == "sqlite":
        return (
            f"CREATE TRIGGER {name} AFTER {announcement.operation} ON {table} FOR EACH ROW "
            f"WHEN {announcement.condition} BEGIN INSERT INTO {feed} "
            f'("target", "is_settled", "transaction", "made_at") '
            f"SELECT {announcement.target}, {settled}, 0, strftime('%Y-%m-%d %H:%M:%f', 'now') "
            f"{announcement.rows}; END",
        )
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {announcement.condition} THEN INSERT INTO {feed} "
        f'("target", "is_settled", "transaction", "made_at") '
        f"SELECT {announcement.target}, {settled}, pg_current_xact_id()::text::bigint, "
        f"clock_timestamp() {announcement.rows}; "
        f"END IF; RETURN NULL; END $$",
        f"CREATE TRIGGER {name} AFTER {announcement.operation} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()",
    )


class FeedTriggers:
    """The feed's triggers, for `pages.publishing.guards`."""

    def tables(self) -> Collection[str]:
        """Return the tables that are told of, and the feed's own."""
        models = (
            PublicChange,
            PublishedDocument,
            SearchEntry,
            Approval,
            Reference,
            Page,
            PageViewRestriction,
            Site,
            Locale,
            Redirect,
            Translation,
            TranslationSource,
            SiteProfile,
            SiteWording,
            CollectionViewRestriction,
            get_image_model(),
        )
        return [model._meta.db_table for model in models]

    def triggers(self, vendor: Vendor) -> list[Trigger]:
        """Return the triggers for a database."""
        return [
            Trigger(
                name=f"{PREFIX}{one.name}",
                table=one.table,
                statements=create_statements(one, vendor),
            )
            for one in announcements(vendor)
        ]

    def resumed(self, using: str) -> None:
        """Tell that anything may have been written while the triggers were away."""
        tell(EVERYTHING, using=using)


def tell(target: str, *, is_settled: bool = False, using: str = DEFAULT_DB_ALIAS) -> None:
    """Write a change that no trigger sees, in the transaction of whoever makes it.

    Args:
        target: what changed.
        is_settled: whether nothing is left to be done but to forget what was kept.
        using: the alias of the database.
    """
    number = (
        RawSQL("pg_current_xact_id()::text::bigint", [])
        if connections[using].vendor == "postgresql"
        else Value(0)
    )
    PublicChange.objects.using(using).create(
        target=target, is_settled=is_settled, transaction=number, made_at=timezone.now()
    )


def _of_pages(vendor: Vendor) -> Iterator[Announcement]:
    table = Page._meta.db_table
    new, old = _family("NEW.translation_key", vendor), _family("OLD.translation_key", vendor)
    changed = _differs(PAGE_COLUMNS, vendor)
    regrouped = _differs(("translation_key",), vendor)
    yield Announcement("page_arrives", table, "INSERT", new, condition="NEW.live")
    yield Announcement(
        "page_changes", table, "UPDATE", new, condition=f"(OLD.live OR NEW.live) AND ({changed})"
    )
    yield Announcement(
        "page_regroups", table, "UPDATE", old, condition=f"OLD.live AND ({regrouped})"
    )
    yield Announcement("page_vanishes", table, "DELETE", old, condition="OLD.live")
    # One that was unpublished before, too: caches have it until that is settled, and settled it is
    # by the row, which may be gone by then.
    yield Announcement(
        "page_is_gone",
        table,
        "DELETE",
        f"'{GONE}' || CAST(OLD.id AS VARCHAR(20))",
        condition="OLD.live OR OLD.first_published_at IS NOT NULL",
    )


def _of_hidden_homes(vendor: Vendor) -> Iterator[Announcement]:
    """Yield the home pages of sites that are not live: what is live below them is the site's.

    No answer shows one, so that nothing has to be made again.
    """
    table = Page._meta.db_table
    is_home = (
        f"EXISTS (SELECT 1 FROM {_quote(Site._meta.db_table)} s "  # noqa: S608
        f"JOIN {_quote(table)} home ON home.id = s.root_page_id "
        "WHERE home.translation_key = {row}.translation_key)"
    )
    moved = _differs(("path", "translation_key"), vendor)
    moved = f"NOT (OLD.live OR NEW.live) AND ({moved})"
    hidden: tuple[tuple[str, Operation, str, str], ...] = (
        ("hidden_home_arrives", "INSERT", "NEW", "NOT NEW.live"),
        ("hidden_home_moves", "UPDATE", "NEW", moved),
        ("hidden_home_was", "UPDATE", "OLD", moved),
        ("hidden_home_vanishes", "DELETE", "OLD", "NOT OLD.live"),
    )
    for name, operation, row, when in hidden:
        target, condition = _family(f"{row}.translation_key", vendor), is_home.format(row=row)
        yield Announcement(
            name, table, operation, target, condition=f"{when} AND {condition}", is_settled=True
        )


def _of_documents(vendor: Vendor) -> Iterator[Announcement]:
    table, approvals = PublishedDocument._meta.db_table, Approval._meta.db_table
    key = _family("p.translation_key", vendor)
    new, old = (
        f"FROM {_quote(Page._meta.db_table)} p WHERE p.id = {row}.page_id" for row in ("NEW", "OLD")
    )
    changed, answered, decided = (
        _differs(columns, vendor) for columns in (CONTENT_COLUMNS, ANSWER_COLUMNS, FATE_COLUMNS)
    )
    yield Announcement("document_arrives", table, "INSERT", key, new)
    yield Announcement("document_changes", table, "UPDATE", key, new, changed)
    yield Announcement(
        "document_answers",
        table,
        "UPDATE",
        f"'{PAGE}' || CAST(NEW.page_id AS VARCHAR(20))",
        condition=answered,
        is_settled=True,
    )
    yield Announcement("document_vanishes", table, "DELETE", key, old)
    yield Announcement("approval_changes", approvals, "UPDATE", key, new, decided)


def _of_words(vendor: Vendor) -> Iterator[Announcement]:
    """Yield what pages are found by, also where it is indexed anew without a publication."""
    table = SearchEntry._meta.db_table
    key = _family("p.translation_key", vendor)
    new, old = (
        f"FROM {_quote(Page._meta.db_table)} p WHERE p.id = {row}.page_id" for row in ("NEW", "OLD")
    )
    changed = _differs(WORD_COLUMNS, vendor)
    each: tuple[tuple[str, Operation, str, str], ...] = (
        ("words_arrive", "INSERT", new, "1 = 1"),
        ("words_change", "UPDATE", new, changed),
        ("words_vanish", "DELETE", old, "1 = 1"),
    )
    for name, operation, rows, condition in each:
        yield Announcement(name, table, operation, key, rows, condition, is_settled=True)


def _of_sources(vendor: Vendor) -> Iterator[Announcement]:
    references = Reference._meta.db_table
    new, old = f"'{REFERENCE}' || NEW.key", f"'{REFERENCE}' || OLD.key"
    changed = _differs(("retraction_status", "key"), vendor)
    yield Announcement("reference_arrives", references, "INSERT", new)
    yield Announcement("reference_changes", references, "UPDATE", new, condition=changed)
    yield Announcement("reference_was", references, "UPDATE", old, condition=changed)
    yield Announcement("reference_vanishes", references, "DELETE", old)
    translations, sources = Translation._meta.db_table, _quote(TranslationSource._meta.db_table)
    key = _family("s.object_id", vendor)
    arriving, leaving = (f"FROM {sources} s WHERE s.id = {row}.source_id" for row in ("NEW", "OLD"))
    yield Announcement("translation_arrives", translations, "INSERT", key, arriving)
    yield Announcement("translation_vanishes", translations, "DELETE", key, leaving)


def _of_publishers(vendor: Vendor) -> Iterator[Announcement]:
    """Yield what pages say of their site and its publisher: names, kind and logo."""
    profiles, wordings = SiteProfile._meta.db_table, SiteWording._meta.db_table
    image = get_image_model()._meta
    changed, reworded, redrawn = (
        _differs(columns, vendor) for columns in (PUBLISHER_COLUMNS, NAME_COLUMNS, IMAGE_COLUMNS)
    )
    logos = f"(SELECT logo_id FROM {_quote(profiles)} WHERE logo_id IS NOT NULL)"  # noqa: S608
    everything = f"'{EVERYTHING}'"
    yield Announcement("publisher_arrives", profiles, "INSERT", everything)
    yield Announcement("publisher_changes", profiles, "UPDATE", everything, condition=changed)
    yield Announcement("publisher_vanishes", profiles, "DELETE", everything)
    arrives, vanishes = (f"{row}.site_name <> ''" for row in ("NEW", "OLD"))
    yield Announcement("name_arrives", wordings, "INSERT", everything, condition=arrives)
    yield Announcement("name_changes", wordings, "UPDATE", everything, condition=reworded)
    yield Announcement("name_vanishes", wordings, "DELETE", everything, condition=vanishes)
    is_logo = f"NEW.id IN {logos} AND ({redrawn})"
    yield Announcement("logo_changes", image.db_table, "UPDATE", everything, condition=is_logo)
    # The logo is shown as long as its collection is for everybody.
    for one in _on_every_write(
        "logo_restriction", CollectionViewRestriction._meta.db_table, everything
    ):
        yield replace(one, condition=f"EXISTS {logos}")


def _on_every_write(name: str, table: str, target: str) -> Iterator[Announcement]:
    yield Announcement(f"{name}_arrives", table, "INSERT", target)
    yield Announcement(f"{name}_changes", table, "UPDATE", target)
    yield Announcement(f"{name}_vanishes", table, "DELETE", target)


def _family(key: str, vendor: Vendor) -> str:
    """Return the SQL of the target of a family: UUIDs are text without hyphens in SQLite."""
    if vendor == "postgresql":
        return f"'{FAMILY}' || replace(CAST({key} AS text), '-', '')"
    return f"'{FAMILY}' || {key}"


def _differs(columns: Collection[str], vendor: Vendor) -> str:
    is_not = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    return " OR ".join(f"OLD.{_quote(column)} {is_not} NEW.{_quote(column)}" for column in columns)


def _quote(name: str) -> str:
    return f'"{name}"'
