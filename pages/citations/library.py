"""Finding and adding references in the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from pages.citations.matching import Identity, known_in_library
from pages.citations.models import Reference
from pages.ledger import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from pages.citations.parsing import ParsedReference


class UnusableReference(ValueError):
    """A text that holds too little for a reference: not even a title."""


def find_existing(parsed: ParsedReference) -> Reference | None:
    """Return the library's reference for the same publication, or None.

    An identifier decides, if there is one; otherwise title and year do, compared without regard to
    case, accents and punctuation.
    """
    identity = Identity.of(parsed.fields)
    same = known_in_library([identity]).same(identity)
    return Reference.objects.get(key=same[0].key) if same else None


def create_reference(
    *, parsed: ParsedReference, actor: AbstractBaseUser | None = None
) -> Reference:
    """Add a reference for a text that was read, and write it into the ledger.

    The text itself, and what could not be made sense of, go into the private note.

    Raises:
        UnusableReference: the text has no title.
        ValidationError: a value is not accepted, or the library has the publication already.
    """
    if not parsed.fields.get("title"):
        raise UnusableReference(
            _("This text holds no reference: “%(text)s”") % {"text": parsed.source}
        )
    reference = Reference(**parsed.fields, note=_note(parsed))
    with transaction.atomic():
        reference.full_clean()
        reference.save()
        record(action="reference.created", actor=actor, data={"reference": reference.key})
    return reference


def get_or_create_reference(
    *, parsed: ParsedReference, actor: AbstractBaseUser | None = None
) -> tuple[Reference, bool]:
    """Return the library's reference for a text that was read, and whether it was added just now.

    Raises:
        UnusableReference: the text has no title.
        ValidationError: a value is not accepted.
    """
    if existing := find_existing(parsed):
        return existing, False
    return create_reference(parsed=parsed, actor=actor), True


def _note(parsed: ParsedReference) -> str:
    lines = [_("Read from: %(text)s") % {"text": parsed.source.strip()[:5000]}]
    if parsed.unparsed:
        lines.append(
            _("Not understood: %(pieces)s") % {"pieces": "; ".join(parsed.unparsed)[:5000]}
        )
    return "\n".join(lines)
