"""Lists of notices, such as the one of Retraction Watch, compared with the library.

The list has a row for each notice: what was retracted (``OriginalPaperDOI``,
``OriginalPaperPubMedID``), by which notice (``RetractionDOI``, ``RetractionPubMedID``,
``RetractionDate``) and of what nature (``RetractionNature``: Retraction, Expression of concern,
Correction, Reinstatement). It has tens of thousands of rows, of which a library knows a few.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from pages.citations.exchange.dates import full_date
from pages.citations.identifiers import InvalidIdentifier, normalise_doi, normalise_pmid
from pages.citations.models import Reference, RetractionStatus
from pages.delivery.recall import ChangeStatus, StatusChanged

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

CHUNK: Final = 1000
_NEEDED: Final = frozenset({"originalpaperdoi", "retractionnature"})
_MONTH_FIRST: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_NATURES: Final = {
    "retraction": RetractionStatus.RETRACTED,
    "expression of concern": RetractionStatus.CONCERN,
    "correction": RetractionStatus.CORRECTED,
    "reinstatement": RetractionStatus.NONE,
}
_WEIGHT: Final = {
    RetractionStatus.CORRECTED: 1,
    RetractionStatus.CONCERN: 2,
    RetractionStatus.RETRACTED: 3,
}


class NoSuchList(ValueError):
    """A file that is no list of notices; its text says what it lacks."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One row of the list.

    Attributes:
        line: its line in the file.
        doi, pmid: of the publication that it is about, in their usual form, or empty.
        status: what the notice makes of it.
        date: of the notice, if it is known.
        source: DOI or PMID of the notice, for people.
    """

    line: int
    doi: str
    pmid: str
    status: RetractionStatus
    date: datetime.date | None
    source: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a list says about one reference of the library.

    Attributes:
        reference: the reference, as it was before.
        notice: what counts among its notices.
        changed: what was done; of a dry run, what would be.
    """

    reference: Reference
    notice: Notice
    changed: StatusChanged


def read_notices(lines: Iterable[str]) -> Iterator[Notice]:
    """Yield the notices of a CSV file; rows that name no publication or no nature are left out.

    Raises:
        NoSuchList: the file has not the columns of such a list.
    """
    rows = csv.DictReader(lines)
    try:
        names = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
        if missing := sorted(_NEEDED - names.keys()):
            raise NoSuchList(
                _("The file is no list of retractions: it has no column %(names)s.")
                % {"names": ", ".join(missing)}
            )
        for row in rows:
            values = {key: (row.get(name) or "").strip() for key, name in names.items()}
            status = _NATURES.get(values["retractionnature"].lower())
            doi = _doi(values["originalpaperdoi"])
            pmid = _pmid(values.get("originalpaperpubmedid", ""))
            if status is None or not (doi or pmid):
                continue
            notice_doi = _doi(values.get("retractiondoi", ""))
            notice_pmid = _pmid(values.get("retractionpubmedid", ""))
            source = f"doi:{notice_doi}" if notice_doi else notice_pmid and f"PMID {notice_pmid}"
            yield Notice(
                rows.line_num, doi, pmid, status, _date(values.get("retractiondate", "")), source
            )
    except csv.Error as error:
        raise NoSuchList(
            _("The file cannot be read as CSV: %(reason)s.") % {"reason": error}
        ) from error


def apply_notices(
    notices: Iterable[Notice], *, actor: AbstractBaseUser | None = None, dry_run: bool = False
) -> list[Found]:
    """Bring the library up to date with a list; return what the list says of its references.

    A status that somebody entered is never made milder, unless the publication was reinstated after
    the notice. Each reference is changed in a transaction of its own.
    """
    about: dict[int, list[Notice]] = defaultdict(list)
    chunk: list[Notice] = []
    for notice in notices:
        chunk.append(notice)
        if len(chunk) == CHUNK:
            _collect(chunk, about)
            chunk = []
    _collect(chunk, about)
    found = []
    for pk, reference in sorted(Reference.objects.in_bulk(about).items()):
        counting = _counting(about[pk])
        if not _is_news(reference, counting):
            continue
        action = ChangeStatus(
            reference_id=pk,
            status=counting.status,
            source=counting.source,
            date=counting.date,
            actor=actor,
        )
        changed = action.preview(reference) if dry_run else action.execute()
        found.append(Found(reference, counting, changed))
    return found


def _collect(chunk: list[Notice], about: dict[int, list[Notice]]) -> None:
    """Find whom the notices of a chunk are about, with one query for each kind of identifier."""
    for name in ("doi", "pmid"):
        stated: dict[str, list[Notice]] = defaultdict(list)
        for notice in chunk:
            if value := getattr(notice, name):
                stated[value].append(notice)
        rows = Reference.objects.filter(**{f"{name}__in": stated}).values_list("pk", name)
        for pk, value in rows:
            about[pk] += [each for each in stated[value] if each not in about[pk]]


def _counting(notices: list[Notice]) -> Notice:
    """Return the notice that counts: the gravest of those after the last reinstatement."""
    ordered = sorted(notices, key=lambda each: (each.date or datetime.date.min, each.line))
    since: list[Notice] = []
    for notice in ordered:
        if notice.status is RetractionStatus.NONE:
            since = []
        else:
            since.append(notice)
    if not since:
        return next(each for each in reversed(ordered) if each.status is RetractionStatus.NONE)
    return max(since, key=lambda each: _WEIGHT[each.status])


def _is_news(reference: Reference, notice: Notice) -> bool:
    known = RetractionStatus(reference.retraction_status)
    if known is notice.status:
        return False
    if notice.status is RetractionStatus.NONE:
        entered = reference.retraction_date
        return entered is not None and notice.date is not None and notice.date >= entered
    return _WEIGHT.get(known, 0) < _WEIGHT[notice.status]


def _doi(text: str) -> str:
    try:
        return normalise_doi(text)
    except InvalidIdentifier:
        # Where there is none, the list says “unavailable”.
        return ""


def _pmid(text: str) -> str:
    try:
        return normalise_pmid(text)
    except InvalidIdentifier:
        return ""


def _date(text: str) -> datetime.date | None:
    if found := _MONTH_FIRST.match(text):
        month, day, year = map(int, found.groups())
        try:
            return datetime.date(year, month, day)
        except ValueError:
            return None
    return full_date(text)
