"""What may be written without a review: short, plain, and no claim. Pure, but for the setting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _

from pages.claims.unreviewed import unreviewed_problems

LONGEST_LABEL: Final = 60
LONGEST_NAME: Final = 80
LONGEST_NOTE: Final = 160
LONGEST_HOURS: Final = 300
MOST_LINES: Final = 10

_TELEPHONE: Final = re.compile(r"\+?[0-9(][0-9 ().\-]{2,28}(?: ?(?:ext\.?|x) ?[0-9]{1,6})?")
_PATH: Final = re.compile(r"/(?:[^/\s\\][^\s\\]*)?")

is_web_address = URLValidator(schemes=["http", "https"])
_is_mail_address = EmailValidator()


def text_problems(text: str, *, language: str, longest: int, lines: int = 1) -> Iterator[str]:
    """Yield what keeps a text from standing beside reviewed pages without a review of its own.

    Args:
        text: as it was entered.
        language: code of its language, whose rules about claims apply.
        longest: characters that it may have.
        lines: lines that it may have.
    """
    if len(text) > longest:
        yield _("At most %(count)s characters, please: this is a label, not a text.") % {
            "count": longest
        }
        return
    if len(text.splitlines()) > lines:
        if lines == 1:
            yield _("One line only, please.")
        else:
            yield _("At most %(count)s lines, please.") % {"count": lines}
    yield from unreviewed_problems(text, language=language)


def address_problems(address: str) -> Iterator[str]:
    """Yield what is wrong with where a menu leads to.

    A web address, a path of the frontend (``/es/cita/``), ``mailto:`` and ``tel:`` are right.
    """
    scheme, colon, rest = address.partition(":")
    if address.startswith("/"):
        is_right = bool(_PATH.fullmatch(address))
    elif colon and scheme.lower() == "tel":
        is_right = bool(_TELEPHONE.fullmatch(rest))
    else:
        check = _is_mail_address if scheme.lower() == "mailto" else is_web_address
        try:
            check(rest if scheme.lower() == "mailto" else address)
            is_right = True
        except ValidationError:
            is_right = False
    if not is_right:
        yield _(
            "“%(address)s” is not an address. Write https://…, a path of this site such as "
            "/en/contact/, mailto:… or tel:…."
        ) % {"address": address}


def telephone_problems(number: str) -> Iterator[str]:
    """Yield what is wrong with a telephone number."""
    if not _TELEPHONE.fullmatch(number):
        yield _("“%(number)s” is not a telephone number. Write it like +34 600 000 000.") % {
            "number": number
        }
