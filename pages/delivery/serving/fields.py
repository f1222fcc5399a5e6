"""Which fields an answer has: Wagtail's rules for ``?fields=``, applied to answers that are whole.

Wagtail builds a serializer for every choice of fields. Here the whole answer exists already, and a
choice cuts it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.conf import settings
from wagtail.api.v2.utils import BadRequestError, parse_fields_parameter
from wagtail.models import Page

from pages.delivery.nesting import checked, pruned
from pages.delivery.page_types import COMMON, document_fields
from pages.delivery.parameters import refuse_deep_fields
from pages.publishing import is_reviewed

if TYPE_CHECKING:
    from django.db.models import Model

    from pages.delivery.nesting import FieldsConfig

META_FIELDS: Final = (
    "type",
    "detail_url",
    "html_url",
    "slug",
    "show_in_menus",
    "seo_title",
    "search_description",
    "first_published_at",
    "locale",
    "parent",
    "alternates",
    "translation",
)
"""What stands in ``meta``, in this order."""

DETAIL_ONLY: Final = frozenset({"parent"})
"""Fields that no entry of a list has."""

LISTING_FIELDS: Final = (
    "id",
    "title",
    "type",
    "detail_url",
    "html_url",
    "slug",
    "first_published_at",
    "locale",
)
"""What an entry of a list has, unless something else is asked for."""

FILTERABLE: Final = (
    "id",
    "title",
    "slug",
    "show_in_menus",
    "seo_title",
    "search_description",
    "first_published_at",
    "locale",
)
"""What may be filtered and ordered by. Other columns say what the row holds, not the document."""

REVIEW_FIELDS: Final = ("review", "json_ld")

SNIPPET: Final = "search_snippet"
"""What was found on a page: in ``meta``, in answers to a search, for those who ask for it."""


_IN_META: Final = (*META_FIELDS, SNIPPET)


def body_fields(model: type[Model]) -> list[str]:
    """Return the fields outside ``meta`` of pages of a type.

    Without a type (`Page`), these are the fields that all reviewed types have in common.
    """
    if is_reviewed(model):
        return ["id", "title", *document_fields(model), *REVIEW_FIELDS]
    if model is Page:
        return ["id", "title", *COMMON, *REVIEW_FIELDS]
    return ["id", "title"]


class Choice:
    """The fields that were asked for, in the order in which an answer has them.

    Attributes:
        names: the fields.
        nested: what was asked for inside some of them.
    """

    def __init__(
        self, model: type[Model], parameter: str, *, details: bool, is_search: bool = False
    ) -> None:
        """Read ``?fields=``.

        Args:
            model: the type that pages have in common.
            parameter: as it was asked; empty for the default.
            details: whether about one page, and not for a list.
            is_search: whether the pages of the list were searched for.

        Raises:
            BadRequestError: the parameter is malformed, or names a field that there is not.
        """
        refuse_deep_fields(parameter)
        try:
            asked: FieldsConfig = parse_fields_parameter(parameter)
        except ValueError as error:
            raise BadRequestError(f"fields error: {error}") from error
        possible = [*body_fields(model), *META_FIELDS]
        if not details:
            possible = [name for name in possible if name not in DETAIL_ONLY]
        if is_search:
            possible.append(SNIPPET)
        chosen = set(possible if details else LISTING_FIELDS)
        if not details and not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            chosen.discard("locale")
        if asked and asked[0][0] in ("*", "_"):
            chosen = set(possible) if asked[0][0] == "*" else set()
            asked = asked[1:]
        self.nested: dict[str, FieldsConfig] = {}
        for name, is_left_out, inner in asked:
            if is_left_out:
                chosen.discard(name)
            else:
                chosen.add(name)
                if inner:
                    self.nested[name] = inner
        unknown = {name for name, _, _ in asked} - set(possible)
        if unknown:
            raise BadRequestError(f"unknown fields: {', '.join(sorted(unknown))}")
        for name, inner in self.nested.items():
            checked(name, inner)
        self.names: Sequence[str] = [name for name in possible if name in chosen]

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes it another choice than others."""
        return (*self.names, repr(sorted(self.nested.items())))

    @property
    def members(self) -> set[str]:
        """The members of a whole answer in which all that is asked for is."""
        return {"meta", *(name for name in self.names if name not in _IN_META)}

    @property
    def is_listing_default(self) -> bool:
        """Whether an entry of a list has what it has by default, so that it need not be cut."""
        return not self.nested and set(self.names) == set(LISTING_FIELDS)

    @property
    def is_in_items(self) -> bool:
        """Whether all that is asked for is in the entries that lists have by default."""
        return not self.nested and set(self.names) <= {*LISTING_FIELDS, SNIPPET}

    def of(self, whole: Mapping[str, Any]) -> dict[str, Any]:
        """Return the part of a whole answer that was asked for."""
        return cut(whole, self.names, self.nested)


def cut(
    whole: Mapping[str, Any],
    names: Collection[str],
    nested: Mapping[str, FieldsConfig] | None = None,
) -> dict[str, Any]:
    """Return a part of a whole answer: ``id``, ``meta``, and the rest; null for what it has not."""
    meta: dict[str, Any] = {}
    body: dict[str, Any] = {}
    for name in names:
        is_meta = name in _IN_META
        value = (whole["meta"] if is_meta else whole).get(name)
        if nested and name in nested:
            value = pruned(value, nested[name])
        (meta if is_meta else body)[name] = value
    ordered = {"id": body.pop("id")} if "id" in body else {}
    if meta:
        ordered["meta"] = {name: meta[name] for name in _IN_META if name in meta}
    return ordered | body


def page_model(label: str) -> type[Model]:
    """Return the page type of a label such as ``pages.ConditionPage``."""
    return apps.get_model(label)
