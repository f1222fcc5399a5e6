"""The schemas that many answers share: images, references, related pages, who signed."""

from __future__ import annotations

from pages.delivery.openapi.shapes import (
    Components,
    Schema,
    array,
    closed,
    nullable,
    one_of,
    text,
)

ADDRESS = text(format="uri")
PATH_OR_ADDRESS = text(format="uri-reference", description="Relative where no frontend is set.")
MOMENT = text(format="date-time")
LANGUAGE = text(pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$", description="A language code.")
FINGERPRINT = text(pattern="^[0-9a-f]{64}$", description="SHA-256 of what was signed.")
RICH_TEXT = text(description="HTML, safe to show as it is.")


def html_url() -> Schema:
    """Return the schema of a page's address on the frontend."""
    return nullable(PATH_OR_ADDRESS)


class Parts:
    """References to the shared schemas, which are added to the components on first use."""

    def __init__(self, components: Components) -> None:
        """Prepare them for one description."""
        self._components = components

    def add_all(self) -> None:
        """Take the names of the parts before blocks and page types come, which may have others."""
        for make in (
            *(self.image, self.author, self.reference, self.cited, self.disclaimer, self.review),
            *(self.alternate, self.translation, self.nested_page, self.chosen_page, self.file),
            *(self.identity, self.quotation, self.material_connection, self.json_ld),
        ):
            make()

    def rendition(self) -> Schema:
        """One size of an image."""
        return self._components.add(
            "Rendition",
            closed(
                {
                    "url": PATH_OR_ADDRESS,
                    "width": {"type": "integer"},
                    "height": {"type": "integer"},
                    "formats": {
                        "type": "object",
                        "description": "Its address in each format, by MIME type.",
                        "additionalProperties": PATH_OR_ADDRESS,
                    },
                },
                optional=("formats",),
                description="One ready size of an image, in pixels.",
            ),
        )

    def renditions(self) -> Schema:
        """The sizes of an image by name."""
        return self._components.add(
            "Renditions",
            {
                "type": "object",
                "description": "The ready sizes of an image, by the names of the site's settings.",
                "additionalProperties": self.rendition(),
            },
        )

    def srcset(self) -> Schema:
        """What goes into the ``<source>`` elements of a picture."""
        return self._components.add(
            "Srcset",
            {
                "type": "object",
                "description": "The “srcset” of each “<source>”, by MIME type.",
                "additionalProperties": text(),
            },
        )

    def focal_point(self) -> Schema:
        """The point of an image that is to stay in view."""
        share = {"type": "number", "minimum": 0, "maximum": 1}
        return self._components.add(
            "FocalPoint",
            closed(
                {"x": share, "y": share},
                description="What to keep in view, as shares of width and height.",
            ),
        )

    def image(self) -> Schema:
        """An image that a page shows."""
        return self._components.add(
            "PageImage",
            closed(
                {
                    "id": {"type": "integer"},
                    "alt": text(description="In the page's language; empty if decorative."),
                    "width": nullable({"type": "integer"}),
                    "height": nullable({"type": "integer"}),
                    "focal_point": nullable(self.focal_point()),
                    "renditions": self.renditions(),
                    "srcset": self.srcset(),
                },
                # Pages that went live before there were formats have none until they are rebuilt.
                optional=("srcset",),
                description="An image as a page shows it.",
            ),
        )

    def author(self) -> Schema:
        """Who wrote a page."""
        properties = {
            "name": text(),
            "credentials": text(),
            "licence_number": text(),
            "licence_authority": text(),
            "affiliation": text(),
            "languages": array(LANGUAGE),
            "photograph": nullable(self.image()),
        }
        return self._components.add(
            "Author",
            closed(
                properties,
                optional=set(properties) - {"name", "credentials"},
                description="Who wrote the page, as far as the record is public.",
            ),
        )

    def reference(self) -> Schema:
        """An entry of the reference list."""
        return self._components.add(
            "Reference",
            closed(
                {
                    "number": {"type": "integer"},
                    "key": text(),
                    "text": text(description="Vancouver style, in the page's language."),
                    "doi": nullable(text()),
                    "pmid": nullable(text()),
                    "url": nullable(text()),
                    "cited_in": array(text(), description="The places that mention it."),
                    "retracted": {"type": "boolean", "description": "As of today."},
                },
                description="An entry of the page's reference list.",
            ),
        )

    def cited(self) -> Schema:
        """A reference that was chosen in a block."""
        return self._components.add(
            "CitedReference",
            closed(
                {"key": text(), "number": nullable({"type": "integer"})},
                description="A reference in a block; the number is that of the page's list.",
            ),
        )

    def disclaimer(self) -> Schema:
        """A disclaimer that a page carries."""
        return self._components.add(
            "Disclaimer",
            closed(
                {
                    "key": text(),
                    "version": {"type": "integer"},
                    "title": text(),
                    "text": RICH_TEXT,
                },
                description="A disclaimer, in the newest version that was signed.",
            ),
        )

    def review(self) -> Schema:
        """Who signed a page, when and until when."""
        return self._components.add(
            "Review",
            closed(
                {
                    "status": one_of(
                        ("current", "due", "overdue"), description="“due” within 30 days."
                    ),
                    "reviewed_by": closed({"name": text(), "credentials": text()}),
                    "reviewed_at": MOMENT,
                    "next_review_due": nullable(MOMENT),
                    "fingerprint": FINGERPRINT,
                },
                description="Who signed the page, and how current that is.",
            ),
        )

    def alternate(self) -> Schema:
        """A public translation of a page."""
        return self._components.add(
            "Alternate",
            closed(
                {"locale": LANGUAGE, "html_url": html_url(), "detail_url": ADDRESS},
                description="The page in another language.",
            ),
        )

    def translation(self) -> Schema:
        """What a translated page renders."""
        return self._components.add(
            "Translation",
            closed(
                {
                    "source_locale": LANGUAGE,
                    "source_fingerprint": FINGERPRINT,
                    "is_current": {"type": "boolean"},
                    "outdated_since": nullable(MOMENT),
                    "changed": nullable(
                        array(text(), description="Fields of this page; null if not known.")
                    ),
                    "notice": nullable(text(description="For readers, in the page's language.")),
                },
                description="Which text of its source a translation renders.",
            ),
        )

    def nested_page(self) -> Schema:
        """A related page, as Wagtail's API nests pages."""
        return self._components.add(
            "NestedPage",
            closed(
                {
                    "id": {"type": "integer"},
                    "meta": closed({"type": text(), "detail_url": ADDRESS, "html_url": html_url()}),
                    "title": text(),
                },
                description="A related page that is public.",
            ),
        )

    def chosen_page(self) -> Schema:
        """A page that was chosen in a block."""
        return self._components.add(
            "LinkedPage",
            closed(
                {"title": text(), "html_url": html_url(), "detail_url": ADDRESS},
                description="A page that a block links to.",
            ),
        )

    def file(self) -> Schema:
        """A file that was chosen in a block."""
        return self._components.add(
            "LinkedFile",
            closed({"id": {"type": "integer"}, "url": PATH_OR_ADDRESS}),
        )

    def identity(self) -> Schema:
        """A record of which the public knows the id alone."""
        return self._components.add("Identity", closed({"id": {"type": "integer"}}))

    def quotation(self) -> Schema:
        """What a patient said."""
        return self._components.add(
            "Quotation",
            closed(
                {
                    "text": text(description="In the page's language."),
                    "language": LANGUAGE,
                    "is_translation": {"type": "boolean"},
                    "original": nullable(closed({"text": text(), "language": LANGUAGE})),
                }
            ),
        )

    def material_connection(self) -> Schema:
        """What a patient got for the story."""
        return self._components.add(
            "MaterialConnection", closed({"kind": text(), "details": text()})
        )

    def json_ld(self) -> Schema:
        """The page's schema.org description, whose vocabulary is not ours to describe."""
        return self._components.add(
            "JsonLd",
            {
                "type": "object",
                "description": "schema.org; in a page, write every < in it as \\u003c.",
                "properties": {
                    "@context": {"const": "https://schema.org"},
                    "@type": {"anyOf": [text(), array(text())]},
                },
                "required": ["@context", "@type"],
                "additionalProperties": True,
            },
        )
