"""Schemas of pages: one for each type in full, one as an item of a listing, and one for all parts.

What `fields` leaves out of an answer is missing from it. `PartialPage` is what remains then: every
property is optional, and none is there that no page has.
"""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import Page, get_page_models

from pages.delivery.nesting import NESTED
from pages.delivery.openapi.blocks import BlockSchemas
from pages.delivery.openapi.fields import FieldSchemas
from pages.delivery.openapi.parts import ADDRESS, LANGUAGE, MOMENT, Parts, html_url
from pages.delivery.openapi.shapes import (
    Components,
    Schema,
    any_of,
    array,
    closed,
    nullable,
    one_of,
    text,
)
from pages.delivery.page_types import COMMON, document_fields
from pages.delivery.serving.fields import SNIPPET
from pages.publishing import is_reviewed, reviewed_models

LISTED_META = ("type", "detail_url", "html_url", "slug", "first_published_at", "locale")
"""What ``meta`` holds in a listing that names no fields."""

ONLY_WITH_FALLBACK = ("requested_locale", "served_locale")
ONLY_WITH_SEARCH = (SNIPPET,)
ONLY_IN_DETAILS = ("parent",)


def plain_labels() -> list[str]:
    """Return the labels of the page types that need no review and carry no prose, sorted."""
    plain = (model for model in {Page, *get_page_models()} if not is_reviewed(model))
    return sorted(model._meta.label for model in plain)


def reviewed_types() -> list[type[Page]]:
    """Return the reviewed page types of the installation, sorted by label."""
    return sorted(reviewed_models(), key=lambda model: model._meta.label)


class PageSchemas:
    """Makes the schemas of all page types for one description."""

    def __init__(self, components: Components) -> None:
        """Prepare them for one description."""
        self._components = components
        self.parts = Parts(components)
        self.parts.add_all()
        self._fields = FieldSchemas(self.parts, BlockSchemas(components, self.parts))

    def detail(self) -> Schema:
        """Return what a detail answers: a page of any type, whole or in part."""
        whole = [self._detail(model) for model in reviewed_types()]
        return self._components.add(
            "PageDetail", any_of([*whole, self._plain_detail(), self.partial()])
        )

    def item(self) -> Schema:
        """Return an item of a listing: a page of any type, with what was asked for."""
        listed = [self._item(model) for model in reviewed_types()]
        return self._components.add(
            "PageItem", any_of([*listed, self._plain_item(), self.partial()])
        )

    def partial(self) -> Schema:
        """Return what remains of any page where `fields` named only parts of it."""
        found: dict[str, list[Schema]] = {}
        for model in reviewed_types():
            for name, schema in self._content(model).items():
                part = self._components.loosened(schema) if name in NESTED else schema
                # Pages without review are in listings too, and have none of it.
                part = nullable(part) if name in {*COMMON, "review", "json_ld"} else part
                found.setdefault(name, []).append(part)
        meta = self._meta([*(model._meta.label for model in reviewed_types()), *plain_labels()])
        loose = {
            name: self._components.loosened(schema) if name in NESTED else schema
            for name, schema in meta.items()
        }
        properties = {
            "id": {"type": "integer"},
            "meta": closed(loose, optional=loose),
            "title": text(),
            **{name: any_of(schemas) for name, schemas in found.items()},
        }
        return self._components.add(
            "PartialPage",
            closed(
                properties,
                optional=properties,
                description="What remains of a page where “fields” names only parts of it.",
            ),
        )

    def _detail(self, model: type[Page]) -> Schema:
        meta = self._meta([model._meta.label])
        return self._components.add(
            component_name(model),
            closed(
                {
                    "id": {"type": "integer"},
                    "meta": closed(_without(meta, ONLY_WITH_SEARCH), optional=ONLY_WITH_FALLBACK),
                    "title": text(),
                    **self._content(model),
                },
                description=f"A page of the type {model._meta.label}, in full.",
            ),
            within="Page",
        )

    def _item(self, model: type[Page]) -> Schema:
        content = self._content(model)
        return self._components.add(
            f"{component_name(model)}Item",
            closed(
                {"id": {"type": "integer"}, "meta": self._listed_meta([model._meta.label])}
                | {"title": text(), **content},
                optional=content,
                description=f"A page of the type {model._meta.label} in a listing.",
            ),
            within="Page",
        )

    def _plain_detail(self) -> Schema:
        meta = self._meta(plain_labels())
        return self._components.add(
            "PlainPage",
            closed(
                {
                    "id": {"type": "integer"},
                    "meta": closed(_without(meta, ONLY_WITH_SEARCH), optional=ONLY_WITH_FALLBACK),
                    "title": text(),
                },
                description="A page that carries a title and no prose.",
            ),
        )

    def _plain_item(self) -> Schema:
        nothing: dict[str, Schema] = {
            name: {"type": "null"} for name in (*COMMON, "review", "json_ld")
        }
        return self._components.add(
            "PlainPageItem",
            closed(
                {
                    "id": {"type": "integer"},
                    "meta": self._listed_meta(plain_labels()),
                    "title": text(),
                    **nothing,
                },
                optional=nothing,
                description="A page without prose in a listing.",
            ),
        )

    def _listed_meta(self, labels: list[str]) -> Schema:
        meta = _without(self._meta(labels), ONLY_IN_DETAILS)
        return closed(meta, optional=set(meta) - set(LISTED_META))

    def _meta(self, labels: list[str]) -> dict[str, Schema]:
        return {
            "type": one_of(labels) if len(labels) > 1 else text(const=labels[0]),
            "detail_url": ADDRESS,
            "html_url": html_url(),
            "slug": text(),
            "show_in_menus": {"type": "boolean"},
            "seo_title": text(),
            "search_description": text(),
            "first_published_at": nullable(MOMENT),
            "locale": LANGUAGE,
            "parent": nullable(self.parts.nested_page()),
            "alternates": array(self.parts.alternate()),
            "translation": nullable(self.parts.translation()),
            "requested_locale": {**LANGUAGE, "description": "With “fallback”: what was asked for."},
            "served_locale": {**LANGUAGE, "description": "With “fallback”: what this page is in."},
            SNIPPET: nullable(
                text(description="With “search”: HTML around what was found, which is in <mark>.")
            ),
        }

    def _content(self, model: type[Page]) -> dict[str, Schema]:
        within = component_name(model)
        return {
            **{
                name: self._fields.of_page(model, name, within=within)
                for name in document_fields(model)
            },
            "review": self.parts.review(),
            "json_ld": self.parts.json_ld(),
        }


def component_name(model: type[Page]) -> str:
    """Return the name of a page type's schema; types of other apps carry their app's name."""
    options = model._meta
    return options.object_name if options.app_label == "pages" else options.label


def _without(properties: dict[str, Schema], names: Iterable[str]) -> dict[str, Schema]:
    return {name: schema for name, schema in properties.items() if name not in set(names)}
