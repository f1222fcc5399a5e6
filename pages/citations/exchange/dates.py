"""Dates of publication, in the many ways in which files write them."""

from __future__ import annotations

import datetime
import re
from typing import Final

Date = tuple[int | None, int | None, int | None]
"""Year, month and day, as far as they are known."""

_COMPACT: Final = re.compile(r"(?:1[5-9]|20)\d{6}")
_NUMERIC: Final = re.compile(
    r"(?P<year>(?:1[5-9]|20)\d\d)(?:\s?[-/.]\s?(?P<month>\d{1,2})(?:\s?[-/.]\s?(?P<day>\d{1,2}))?)?(?!\d)"
)
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_DAY: Final = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_MONTHS: Final = {
    **{
        name: number
        for number, name in enumerate(
            ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
        )
    },
    **{"ene": 1, "abr": 4, "ago": 8, "dic": 12},
}


def read_date(text: str) -> Date:
    """Return the date that a text states, such as ``2016 Oct 22`` or ``2016/10/22/``.

    Of a span, such as ``2016 Oct-Nov``, the beginning; of a season, the year.
    """
    value = text.strip()[:60]
    if _COMPACT.fullmatch(value):
        return checked(int(value[:4]), int(value[4:6]), int(value[6:]))
    found = _NUMERIC.match(value)
    if found and (found["month"] or not _WORD.search(value)):
        return checked(
            int(found["year"]), int(found["month"] or 0) or None, int(found["day"] or 0) or None
        )
    year = _YEAR.search(value)
    if year is None:
        return None, None, None
    month = next(
        (
            number
            for word in _WORD.findall(value)
            if (number := _MONTHS.get(word[:3].lower())) is not None
        ),
        None,
    )
    day = _DAY.search(value[: year.start()] + " " + value[year.end() :])
    return checked(int(year.group()), month, int(day.group()) if day and month else None)


def read_month(text: str) -> int | None:
    """Return the number of a month that is given by name or number."""
    value = text.strip().lower()
    if value.isascii() and value.isdigit():
        return int(value) if 1 <= int(value[:4]) <= 12 else None
    return next(
        (_MONTHS[word[:3]] for word in _WORD.findall(value) if word[:3] in _MONTHS),
        None,
    )


def checked(year: int | None, month: int | None, day: int | None) -> Date:
    """Return a date without the parts that do not exist in the calendar."""
    if year is None or month is None or not 1 <= month <= 12:
        return year, None, None
    if day is None:
        return year, month, None
    try:
        datetime.date(year, month, day)
    except ValueError:
        return year, month, None
    return year, month, day


def full_date(text: str) -> datetime.date | None:
    """Return a date that is stated to the day; None for any other."""
    year, month, day = read_date(text)
    return datetime.date(year, month, day) if year and month and day else None
