"""From what somebody pastes to the values of a reference: an identifier, a citation, an export."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from pages.citations.exchange.candidates import candidate
from pages.citations.exchange.formats import recognised as recognised_format
from pages.citations.identifiers import NORMALISERS, InvalidIdentifier
from pages.citations.lookup.port import LookupFailed, configured_lookup
from pages.citations.matching import Identity, known_in_library
from pages.citations.models import Reference
from pages.citations.parsing import LONGEST_TEXT, parse_reference_text

_IDENTIFIERS: Final = ("doi", "pmcid", "pmid", "isbn")
"""In this order: a number alone is a PMID unless it is the check-digit kind."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was made of a pasted text.

    Attributes:
        values: values by field name of the reference model, for a form to begin with.
        existing: the library's reference for the same publication, if it has one.
        unparsed: pieces of the text that nothing was made of.
        problem: translated; why a registry was asked in vain. Empty otherwise.
        registry: name of the registry that described the publication, or empty.
    """

    values: dict[str, Any]
    existing: Reference | None = None
    unparsed: list[str] = field(default_factory=list)
    problem: str = ""
    registry: str = ""

    @property
    def is_usable(self) -> bool:
        """Whether anything was recognised."""
        return bool(self.values.keys() - {"csl_type"})


def recognise(text: str) -> Recognised:
    """Recognise a DOI, PMID, PMCID or ISBN, a citation in any usual style, or a copied entry.

    Works offline. Where a lookup is configured and the text names a DOI or a PMID, the registry's
    description takes the place of what was read from the text.
    """
    values, unparsed = _read(text.strip())
    problem, registry = "", ""
    lookup = configured_lookup()
    if lookup is not None and (values.get("doi") or values.get("pmid")):
        try:
            found = lookup.describe(doi=values.get("doi", ""), pmid=values.get("pmid", ""))
        except LookupFailed as failure:
            problem = failure.message
        else:
            if found is None:
                problem = _("The registry does not know this number. Check it.")
            else:
                described = candidate(found.entry)
                if described.reference is not None:
                    values = _values_of(described.reference)
                    unparsed, registry = [], found.registry
    return Recognised(values, _existing(values), unparsed, problem, registry)


def _read(text: str) -> tuple[dict[str, Any], list[str]]:
    if not text:
        return {}, []
    alone = _identifier(text)
    if alone:
        return alone, []
    kind = recognised_format(text)
    if kind is not None:
        for piece in kind.divide(text)[:1]:
            found = candidate(kind.read(piece))
            if found.reference is not None:
                return _values_of(found.reference), [each.message for each in found.warnings]
    parsed = parse_reference_text(text)
    return dict(parsed.fields), list(parsed.unparsed)


def _identifier(text: str) -> dict[str, Any]:
    """Return the identifier that the text is, if it is nothing else."""
    if len(text) > LONGEST_TEXT or len(text.split()) > 3:
        return {}
    for name in _IDENTIFIERS:
        try:
            value = NORMALISERS[name](text)
        except InvalidIdentifier:
            continue
        if value and not (name == "pmcid" and text.isdecimal()):
            return {name: value, "csl_type": "book" if name == "isbn" else "article-journal"}
    return {}


def _values_of(reference: Reference) -> dict[str, Any]:
    values = reference.signed_data() | {"accessed": reference.accessed}
    if reference.is_retracted:
        values["retraction_status"] = reference.retraction_status
    return {name: value for name, value in values.items() if name != "key" and value}


def _existing(values: dict[str, Any]) -> Reference | None:
    identity = Identity.of(values)
    same = known_in_library([identity]).same(identity)
    return Reference.objects.get(key=same[0].key) if same else None
