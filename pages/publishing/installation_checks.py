"""System checks of the database: one that can be guarded, with the guards in force."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig, apps
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections, router
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from pages.publishing import guards
from pages.publishing.guards.installation import SUPPORTED
from pages.publishing.models import GatePass
from pages.publishing.registry import reviewed_models
from pages.publishing.values import content_models

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

GUARDED = (
    "Approval",
    "Disclaimer",
    "DisclaimerApproval",
    "DisclaimerReturn",
    "DisclaimerVersion",
    "LedgerEntry",
    "PublishedDocument",
)
"""Names of the plugin's own models with guards, beside its page types and their children."""

NAMED = 5
"""How many guards a message names; the others are counted."""


def check_database_vendor(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Report a database that cannot hold guards."""
    vendor = _connection().vendor
    if vendor in SUPPORTED:
        return []
    return [
        checks.Error(
            f"The database is {vendor}: nothing in it would refuse unsigned content that is "
            "written past Python.",
            hint="Use PostgreSQL, or SQLite for a small site: set DATABASE_URL.",
            id="pages.E408",
        )
    ]


def check_guards(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[checks.CheckMessage]:
    """Report guards that are missing from the database, or older than the models.

    Nothing is said of a database that is not there or not migrated: `migrate` puts the guards in
    force. It also asks for these checks, and names a database when it does; it is warned, but not
    stopped.
    """
    if _connection().vendor not in SUPPORTED or not is_migrated(_guarded_models()):
        return []
    names = guards.missing(_alias())
    if not names:
        return []
    shown = ", ".join(names[:NAMED])
    rest = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return [
        message_for(databases)(
            f"The database lacks guards against unsigned content: {shown}{rest}.",
            hint="Run `manage.py install_guards`.",
            id="pages.E403",
        )
    ]


def is_migrated(models: Iterable[type[Model]]) -> bool:
    """Tell whether the database is there, and has exactly the columns of these models."""
    connection = _connection()
    if connection.vendor == "sqlite" and not _has_file(connection):
        return False  # asking would make the file
    try:
        tables = set(connection.introspection.table_names())
        with connection.cursor() as cursor:
            return all(
                model._meta.db_table in tables
                and {field.column for field in model._meta.local_concrete_fields}
                == {
                    column.name
                    for column in connection.introspection.get_table_description(
                        cursor, model._meta.db_table
                    )
                }
                for model in models
            )
    except (DatabaseError, ImproperlyConfigured):
        return False


def message_for(databases: Sequence[str] | None) -> Callable[..., checks.CheckMessage]:
    """Return the kind of message for something that is wrong in the database.

    An error; but a warning where databases are named, as `migrate` does: it has to be able to run
    on a database with which something is wrong.
    """
    return checks.Warning if databases else checks.Error


def _guarded_models() -> list[type[Model]]:
    children = {child for model in reviewed_models() for child in content_models(model)}
    own = [apps.get_model("pages", name) for name in GUARDED]
    others = [Page, Locale, GatePass, get_image_model(), get_document_model()]
    return [*reviewed_models(), *children, *own, *others]


def _alias() -> str:
    return router.db_for_write(GatePass)


def _connection() -> BaseDatabaseWrapper:
    return connections[_alias()]


def _has_file(connection: BaseDatabaseWrapper) -> bool:
    name = str(connection.settings_dict["NAME"])
    return ":memory:" in name or name.startswith("file:") or Path(name).exists()
