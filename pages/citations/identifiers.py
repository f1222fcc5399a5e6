"""Identifiers of publications: one written form for each, checked for form and checksum.

Every function takes what a person pasted and returns the one form in which the library stores it,
or raises `InvalidIdentifier` with a sentence that says what such an identifier looks like. An
empty text stays empty, since no identifier is compulsory. The functions know nothing of Django
models and need no network: they tell that an identifier is well formed, not that it exists.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_IDENTIFIER: Final = 2000
"""No identifier or address longer than this many characters is looked at."""

_DOI_PREFIXES: Final = (
    "https://doi.org/",
    "http://doi.org/",
    "https://dx.doi.org/",
    "http://dx.doi.org/",
    "https://www.doi.org/",
    "http://www.doi.org/",
    "doi.org/",
    "dx.doi.org/",
    "urn:doi:",
    "info:doi/",
    "doi:",
    "doi",
)
DOI_CHARACTER: Final = r"(?:[^\s<>\"]|<[0-9]+::[^\s<>\"]{1,40}>)"
"""One character of a DOI, as a pattern; angle brackets only as in the DOIs of older journals:
``10.1002/(SICI)1097-0142(19960101)77:1<1::AID-CNCR1>3.0.CO;2-X``. Others are HTML around it."""

_DOI_FORM: Final = re.compile(rf"10\.[0-9]{{4,9}}(\.[0-9]+)*/{DOI_CHARACTER}+")
_TRAILING_PUNCTUATION: Final = ".,;:'\"”’»"
_CLOSING_BRACKETS: Final = {")": "(", "]": "[", "}": "{", ">": "<"}
_ISBN_CHARACTERS: Final = re.compile(r"[\s‐‑‒–—−-]+")


class InvalidIdentifier(ValueError):
    """What was given is not an identifier of the expected kind.

    Attributes:
        message: translated; says what such an identifier looks like.
        value: what was given.
    """

    def __init__(self, message: StrOrPromise, *, value: str) -> None:
        self.message = message
        self.value = value
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.message)


def normalise_doi(text: str) -> str:
    """Return a DOI in lower case, without resolver address or ``doi:``: ``10.1000/xyz123``.

    DOIs are case-insensitive; lower case makes equal ones equal. Punctuation that a sentence left
    behind is cut off, but not a bracket that belongs to the DOI.

    Raises:
        InvalidIdentifier: it has not the form of a DOI.
    """
    value = _given(text)
    if not value:
        return ""
    value = unquote(value).lower()
    shorter = True
    while shorter:
        shorter = False
        for prefix in _DOI_PREFIXES:
            if value.startswith(prefix):
                value = value.removeprefix(prefix).lstrip(" :")
                shorter = True
                break
    value = without_trailing_punctuation(value)
    if not _DOI_FORM.fullmatch(value):
        raise InvalidIdentifier(
            _(
                "This is not a DOI. A DOI begins with “10.” and contains a slash, "
                "like 10.1016/j.jaut.2020.102400."
            ),
            value=text,
        )
    return value


def normalise_pmid(text: str) -> str:
    """Return a PubMed number as digits only, without leading zeros.

    Raises:
        InvalidIdentifier: it is not a number of at most eight digits.
    """
    value = _without_prefix(
        _given(text),
        "https://pubmed.ncbi.nlm.nih.gov/",
        "http://pubmed.ncbi.nlm.nih.gov/",
        "https://www.ncbi.nlm.nih.gov/pubmed/",
        "http://www.ncbi.nlm.nih.gov/pubmed/",
        "pubmed pmid:",
        "pmid:",
        "pmid",
        "pubmed:",
    ).strip(" /.,;")
    if not value:
        if _given(text):
            raise _not_a_pmid(text)
        return ""
    digits = value.lstrip("0")
    if not (_is_digits(value) and 1 <= len(digits) <= 8):
        raise _not_a_pmid(text)
    return digits


def normalise_pmcid(text: str) -> str:
    """Return a PubMed Central number with its letters: ``PMC7462890``.

    Raises:
        InvalidIdentifier: it is not “PMC” and a number of at most nine digits.
    """
    given = _given(text)
    if not given:
        return ""
    value = _without_prefix(
        given,
        "https://www.ncbi.nlm.nih.gov/pmc/articles/",
        "http://www.ncbi.nlm.nih.gov/pmc/articles/",
        "https://pmc.ncbi.nlm.nih.gov/articles/",
        "pmcid:",
        "pmcid",
    )
    digits = _without_prefix(value, "pmc").strip(" /.,;:").lstrip("0")
    if not (_is_digits(digits) and 1 <= len(digits) <= 9):
        raise InvalidIdentifier(
            _("This is not a PMCID. A PMCID is “PMC” and a number, like PMC7462890."), value=text
        )
    return f"PMC{digits}"


def normalise_isbn(text: str) -> str:
    """Return an ISBN as 13 digits; one of 10 characters is converted.

    Raises:
        InvalidIdentifier: it has not 10 or 13 digits, or its check digit is wrong.
    """
    value = _ISBN_CHARACTERS.sub("", _given(text)).upper()
    for prefix in ("URN:ISBN:", "ISBN13:", "ISBN10:", "ISBN:", "ISBN"):
        value = value.removeprefix(prefix)
    value = value.strip(".,;:")
    if not value:
        if _given(text):
            raise _not_an_isbn(text)
        return ""
    if len(value) == 10 and _is_isbn_10(value):
        body = f"978{value[:9]}"
        return body + _isbn_13_check_digit(body)
    if (
        len(value) == 13
        and _is_digits(value)
        and value.startswith(("978", "979"))
        and value[12] == _isbn_13_check_digit(value[:12])
    ):
        return value
    raise _not_an_isbn(text)


def normalise_issn(text: str) -> str:
    """Return an ISSN in the form ``1234-5679``.

    Raises:
        InvalidIdentifier: it has not eight characters, or its check digit is wrong.
    """
    value = _ISBN_CHARACTERS.sub("", _given(text)).upper()
    value = value.removeprefix("ISSN").lstrip(":").strip(".,;")
    if not value and not _given(text):
        return ""
    if not (len(value) == 8 and _is_digits(value[:7]) and value[7] == _issn_check_digit(value[:7])):
        raise InvalidIdentifier(
            _("This is not an ISSN, or its last digit does not match. Example: 0140-6736."),
            value=text,
        )
    return f"{value[:4]}-{value[4:]}"


def normalise_url(text: str) -> str:
    """Return a web address with scheme and host in lower case.

    Raises:
        InvalidIdentifier: it is not a complete http or https address.
    """
    value = _given(text)
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        host = parts.hostname
        # Reading the port is what makes urllib check it.
        parts.port  # noqa: B018
    except ValueError:
        parts, host = SplitResult("", "", "", "", ""), None
    if parts.scheme.lower() not in {"http", "https"} or not host or any(map(str.isspace, value)):
        raise InvalidIdentifier(
            _("This is not a web address. It begins with https:// and contains no spaces."),
            value=text,
        )
    return urlunsplit(parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()))


NORMALISERS: Final[dict[str, Callable[[str], str]]] = {
    "doi": normalise_doi,
    "pmid": normalise_pmid,
    "pmcid": normalise_pmcid,
    "isbn": normalise_isbn,
    "issn": normalise_issn,
    "url": normalise_url,
}
"""The function for each identifier that a reference has, by the name of its field."""


def without_trailing_punctuation(text: str) -> str:
    """Cut off what a sentence leaves behind an identifier: full stops, commas, a closing bracket.

    A closing bracket stays if its opening one is part of the text, as in ``S0140-6736(16)30173-8``.
    """
    unmatched = {
        closing: text.count(closing) - text.count(opening)
        for closing, opening in _CLOSING_BRACKETS.items()
    }
    end = len(text)
    while end:
        last = text[end - 1]
        if last in _TRAILING_PUNCTUATION or last.isspace():
            end -= 1
        elif unmatched.get(last, 0) > 0:
            unmatched[last] -= 1
            end -= 1
        else:
            break
    return text[:end]


def _given(text: str) -> str:
    value = text.strip()
    if len(value) > LONGEST_IDENTIFIER:
        raise InvalidIdentifier(_("This is too long to be an identifier."), value=text[:50])
    return value


def _without_prefix(value: str, *prefixes: str) -> str:
    lowered = value.lower()
    for prefix in prefixes:
        if lowered.startswith(prefix):
            return value[len(prefix) :].lstrip(" :")
    return value


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_isbn_10(value: str) -> bool:
    if not (_is_digits(value[:9]) and (_is_digits(value[9]) or value[9] == "X")):
        return False
    digits = [10 if character == "X" else int(character) for character in value]
    return (
        sum(weight * digit for weight, digit in zip(range(10, 0, -1), digits, strict=True)) % 11
        == 0
    )


def _isbn_13_check_digit(first_twelve: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(first_twelve))
    return str(-total % 10)


def _issn_check_digit(first_seven: str) -> str:
    total = sum(
        weight * int(digit) for weight, digit in zip(range(8, 1, -1), first_seven, strict=True)
    )
    remainder = -total % 11
    return "X" if remainder == 10 else str(remainder)


def _not_a_pmid(text: str) -> InvalidIdentifier:
    return InvalidIdentifier(
        _("This is not a PMID. A PMID is a number of at most eight digits, like 27156434."),
        value=text,
    )


def _not_an_isbn(text: str) -> InvalidIdentifier:
    return InvalidIdentifier(
        _("This is not an ISBN, or its last digit does not match. It has 10 or 13 digits."),
        value=text,
    )
