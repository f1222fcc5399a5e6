"""The entries of a menu, as editors arrange them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.coreutils import get_content_languages

from pages.navigation.texts import LONGEST_LABEL, address_problems, text_problems

LONGEST_ADDRESS = 255
MOST_ENTRIES = 20


def block_name(language: str) -> str:
    """Return the name under which a value in a language is stored; Wagtail allows no dashes."""
    return language.replace("-", "_")


class PerLanguageBlock(blocks.StructBlock):
    """One line for each content language of the site."""

    longest: ClassVar[int] = LONGEST_LABEL

    def __init__(self, **options: Any) -> None:
        lines = [
            (
                block_name(code),
                blocks.CharBlock(required=False, max_length=self.longest, label=capfirst(name)),
            )
            for code, name in get_content_languages().items()
        ]
        super().__init__(lines, **options)

    def problems(self, text: str, language: str) -> list[str]:
        """Return what is wrong with the line of a language."""
        return []

    def clean(self, value: Mapping[str, Any]) -> Any:
        """Refuse lines with problems.

        Raises:
            StructBlockValidationError: with the problems of each language.
        """
        cleaned = super().clean(value)
        found = {
            block_name(code): self.problems(cleaned.get(block_name(code)) or "", code)
            for code in get_content_languages()
        }
        if errors := {name: ValidationError(said) for name, said in found.items() if said}:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Name the class alone: which languages a site has is no matter of the database."""
        return f"{type(self).__module__}.{type(self).__qualname__}", [], {}

    def deconstruct_with_lookup(self, lookup: Any) -> tuple[str, list[Any], dict[str, Any]]:
        """Do the same for migrations."""
        return self.deconstruct()

    @classmethod
    def construct_from_lookup(cls, lookup: Any, **options: Any) -> PerLanguageBlock:
        """Make the block again from what migrations keep of it."""
        return cls(**options)


class LabelsBlock(PerLanguageBlock):
    """What an entry says in each language."""

    def problems(self, text: str, language: str) -> list[str]:
        """Return what keeps a label from being public without a review."""
        return list(text_problems(text, language=language, longest=self.longest)) if text else []

    class Meta:
        icon = "title"
        label = _("Label")


class AddressesBlock(PerLanguageBlock):
    """Where an entry leads in each language."""

    longest = LONGEST_ADDRESS

    def problems(self, text: str, language: str) -> list[str]:
        """Return what is wrong with an address."""
        return list(address_problems(text)) if text else []

    class Meta:
        icon = "link"
        label = _("Address")


class PageEntryBlock(blocks.StructBlock):
    """A page of the site, in whichever language is read."""

    page = blocks.PageChooserBlock(
        label=_("Leads to"),
        help_text=_(
            "In any language: each menu leads to its own translation, while that is public."
        ),
    )
    labels = LabelsBlock(
        required=False,
        collapsed=True,
        help_text=_("Leave it empty to show the page's own title."),
    )

    class Meta:
        icon = "doc-empty-inverse"
        label = _("Page")


class LinkEntryBlock(blocks.StructBlock):
    """An address, of the frontend or elsewhere."""

    labels = LabelsBlock(help_text=_("A language without a label does not show this entry."))
    addresses = AddressesBlock(
        help_text=_("Where it leads in each language: https://…, /en/contact/, mailto:… or tel:….")
    )

    def clean(self, value: Any) -> Any:
        """Refuse a label that leads nowhere, an address without a label, and an empty entry.

        Raises:
            StructBlockValidationError: with the languages in which something is missing.
        """
        cleaned = super().clean(value)
        errors: dict[str, ValidationError] = {}
        if missing := _half_filled(cleaned, "labels", "addresses"):
            errors["addresses"] = _errors(missing, gettext("Write where this leads."))
        if missing := _half_filled(cleaned, "addresses", "labels"):
            errors["labels"] = _errors(missing, gettext("Write what this says."))
        if not errors and not any(cleaned["labels"].values()):
            errors["labels"] = ValidationError(gettext("Write a label in one language at least."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        icon = "link-external"
        label = _("Link")


def _children() -> blocks.StreamBlock:
    return blocks.StreamBlock(
        [("page", PageEntryBlock()), ("link", LinkEntryBlock())],
        required=False,
        max_num=MOST_ENTRIES,
        label=_("Entries below it"),
    )


class PageMenuBlock(PageEntryBlock):
    """A page, with entries below it."""

    children = _children()


class LinkMenuBlock(LinkEntryBlock):
    """A link, with entries below it."""

    children = _children()


class HeadingMenuBlock(blocks.StructBlock):
    """Words above a group of entries, that lead nowhere themselves."""

    labels = LabelsBlock(help_text=_("A language without a label does not show this group."))
    children = _children()

    def clean(self, value: Any) -> Any:
        """Refuse a heading without words.

        Raises:
            StructBlockValidationError: there is no label in any language.
        """
        cleaned = super().clean(value)
        if not any(cleaned["labels"].values()):
            said = ValidationError(gettext("Write a label in one language at least."))
            raise StructBlockValidationError(block_errors={"labels": said})
        return cleaned

    class Meta:
        icon = "title"
        label = _("Heading")


MENU_BLOCKS: list[tuple[str, blocks.Block]] = [
    ("page", PageMenuBlock()),
    ("link", LinkMenuBlock()),
    ("heading", HeadingMenuBlock()),
]
"""Name and block of everything that a menu may hold."""


def _half_filled(value: Mapping[str, Any], filled: str, empty: str) -> list[str]:
    return [name for name, text in value[filled].items() if text and not value[empty].get(name)]


def _errors(names: list[str], said: str) -> StructBlockValidationError:
    return StructBlockValidationError(block_errors={name: ValidationError(said) for name in names})
