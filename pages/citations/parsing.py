"""Reading a reference that somebody typed as free text.

Real pages carry references in many hands: Vancouver, APA, MLA, the numbered styles of publishers,
and mixtures of all. `parse_reference_text` recognises what it can and hands back the rest, so that
a person decides. It works in three steps: take out what is unmistakable (identifiers, addresses,
the place in a journal, the year), read the names at the beginning, and divide what is left into
title and container.

Pure, offline, linear in the length of the text, and without exceptions for any text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from pages.citations.author_names import AuthorList, read_authors
from pages.citations.identifiers import (
    DOI_CHARACTER,
    NORMALISERS,
    InvalidIdentifier,
    without_trailing_punctuation,
)

LONGEST_TEXT: Final = 4000
"""What lies behind this many characters is not looked at, but handed back as unparsed."""

LONGEST_TITLE: Final = 1000
LONGEST_CONTAINER: Final = 500

_LETTER: Final = re.compile(r"[^\W\d_]")
_SPACES: Final = re.compile(r"\s+")
_LEADING_NUMBER: Final = re.compile(
    r"^(?:[•·▪‣*–—-]\s*)?(?:\(\d{1,3}\)|\[\d{1,3}\]|\d{1,3}[.)])\s+"
)
_LEADING_BULLET: Final = re.compile(r"^[•·▪‣*–—-]\s+")

_DOI: Final = re.compile(
    r"(?:\b(?:https?://)?(?:dx\.)?doi\.org/|\bdoi\s?:?\s?)?\b(10\.\d{4,9}/"
    + DOI_CHARACTER
    + "{1,300})",
    re.IGNORECASE,
)
_PMCID: Final = re.compile(r"\b(?:PMCID\s?:?\s?)?(PMC\d{3,9})\b", re.IGNORECASE)
_PMID: Final = re.compile(r"\b(?:PubMed\s)?PMID\s?:?\s?(\d{1,8})\b", re.IGNORECASE)
_PUBMED_ADDRESS: Final = re.compile(
    r"https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,8})/?"
)
_ISBN: Final = re.compile(r"\bISBN(?:-1[03])?\s?:?\s?([0-9Xx][0-9Xx -]{8,20}[0-9Xx])\b")
_URL: Final = re.compile(r"https?://[^\s<>\"]{1,1500}")
_BEFORE_ADDRESS: Final = re.compile(
    r"\b(?:available (?:from|at)|retrieved from|accessed (?:at|from)|disponible en|recuperado de)"
    r"\s?:?\s?$",
    re.IGNORECASE,
)
_ACCESSED: Final = re.compile(
    r"\[?\b(?:cited|accessed|citado(?: el)?)\b [^\]\[;.]{4,40}\]?", re.IGNORECASE
)

_YEAR: Final = r"(?:1[5-9]|20)\d\d"
_DASH: Final = r"[‐‑‒–—−-]"
_PAGES: Final = (
    rf"(?:[a-z]{{0,3}}\d{{1,7}}[a-z]?(?:\s?{_DASH}{{1,2}}\s?[a-z]{{0,3}}\d{{1,7}}[a-z]?)?)"
)
_VOLUME: Final = r"(?:\d{1,5}[a-z]?)"
_ISSUE: Final = r"(?:[\w./ ‐‑‒–—−-]{1,20})"

_LOCATORS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 2016 Oct 22;388(10055):2023-38
        rf"\b(?P<year>{_YEAR})(?: [\w./-]{{1,12}}){{0,2}}\s?;\s?(?P<volume>{_VOLUME})?"
        rf"\s?(?:\((?P<issue>{_ISSUE})\))?\s?(?::\s?(?P<pages>{_PAGES}))?",
        # 143 (2022) 68-76   388.10055 (2016): 2023-2038   388(10055) (2016)
        rf"\b(?P<volume>{_VOLUME})(?:\.(?P<decimal_issue>\d{{1,5}})|\s?\((?P<issue>(?!{_YEAR}\))"
        rf"{_ISSUE})\))?,?\s\((?P<year>{_YEAR})\)(?:\s?[:,]?\s?(?:pp?\.\s?)?(?P<pages>{_PAGES}))?",
        # (2020); Vol. 732   (2020), vol. 12, no. 3, pp. 1-9
        rf"\((?P<year>{_YEAR})\)\s?[;,.]?\s?vol(?:ume|\.)?\s?(?P<volume>{_VOLUME})"
        rf"(?:\s?[,;]?\s?(?:no|issue|núm|n\.º)\.?\s?(?P<issue>\d{{1,5}})|\s?\((?P<issue_in>{_ISSUE})\))?"
        rf"(?:\s?[,;:]?\s?(?:pp?\.\s?)?(?P<pages>{_PAGES}))?",
        # vol. 12, no. 3, pp. 1-9, 2016
        rf"\bvol(?:ume|\.)?\s?(?P<volume>{_VOLUME})(?:\s?[,;]\s?(?:no|issue)\.?\s?(?P<issue>\d{{1,5}}))?"
        rf"(?:\s?[,;]\s?(?:pp?\.\s?)?(?P<pages>{_PAGES}))?"
        rf"(?:\s?[,;]?\s(?:[a-z]{{3,9}}\.?\s)?\(?(?P<year>{_YEAR})\)?)?",
        # , 388(10055), 2023-2038
        rf",\s(?P<volume>{_VOLUME})\s?\((?P<issue>(?!{_YEAR}\)){_ISSUE})\)\s?(?:[,:]\s?(?P<pages>{_PAGES}))?",
        # , 388, 2023-2038
        rf",\s(?P<volume>{_VOLUME}),\s(?P<pages>{_PAGES})(?=[.,;]|$)",
        # 2002:1-6
        rf"\b(?P<year>{_YEAR}):\s?(?P<pages>{_PAGES})(?=[.,;]|$)",
        # 388(10055):2023-38   388:2023-38
        rf"\b(?P<volume>{_VOLUME})\s?(?:\((?P<issue>(?!{_YEAR}\)){_ISSUE})\))?:\s?(?P<pages>{_PAGES})",
    )
)
_BRACKETED_YEAR: Final = re.compile(rf"[(\[](?P<year>{_YEAR})[a-z]?(?:, [\w. ]{{1,20}})?[)\]]")
_BARE_YEAR: Final = re.compile(rf"(?<![\w/.–-])(?P<year>{_YEAR})[a-z]?(?![\w/–-])")
_BOOK_IMPRINT: Final = re.compile(
    rf"(?:^|[.?!]\s)(?P<place>[^\W\d_][^:;.?!]{{1,60}}):\s(?P<publisher>[^:;]{{2,120}});\s(?P<year>{_YEAR})\b"
)
_KIND_OF_WORK: Final = frozenset(
    {
        "research paper",
        "research article",
        "review",
        "review article",
        "original article",
        "original research",
        "article",
        "paper",
        "artículo",
        "artículo de revisión",
        "artículo original",
    }
)
_SENTENCE_BREAK: Final = re.compile(r"(?<=[.?!])[\"”’»]?\s+(?=[\"“‘«]?[^\W_])")
_NOT_A_BREAK: Final = re.compile(
    r"\b(?:vs|et al|e\.g|i\.e|ed|eds|Dr|St|no|vol|sp|spp|cf)\.$", re.IGNORECASE
)
_EDGE: Final = " ,;:.()[]\"“”‘’«»'"


@dataclass(frozen=True, slots=True)
class ParsedReference:
    """What was recognised in one typed reference.

    Attributes:
        source: the text as it was given.
        fields: values by field name of the reference model; only what was recognised. ``title`` is
            there whenever the text has any letters, at worst as the whole text.
        unparsed: pieces of the text that nothing was made of.
        confidence: from 0 (nothing recognised) to 1 (authors, title, container, year and place).
    """

    source: str
    fields: dict[str, Any]
    unparsed: list[str] = field(default_factory=list)
    confidence: float = 0.0


@dataclass(slots=True)
class _Reading:
    """The text that is still to be read, and what has been found."""

    text: str
    fields: dict[str, Any] = field(default_factory=dict)
    unparsed: list[str] = field(default_factory=list)

    def cut(self, start: int, end: int, replacement: str = " ") -> None:
        self.text = self.text[:start] + replacement + self.text[end:]


def parse_reference_text(text: str) -> ParsedReference:
    """Recognise the parts of a reference typed as free text, in any of the usual styles."""
    tidy = _SPACES.sub(" ", text.replace("\x00", " ")).strip()
    reading = _Reading(tidy[:LONGEST_TEXT])
    if len(tidy) > LONGEST_TEXT:
        reading.unparsed.append(tidy[LONGEST_TEXT:])
    reading.text = _LEADING_BULLET.sub("", _LEADING_NUMBER.sub("", reading.text))
    _take_identifiers(reading)
    imprint = _take_imprint(reading)
    head, tail = (reading.text, "") if imprint is None else imprint
    if imprint is None:
        head, tail = _take_locator(reading)
    authors, rest = _take_authors(reading, head)
    _take_title_and_container(reading, rest, authors)
    leftover = _remainder(tail)
    if leftover:
        reading.unparsed.append(leftover)
    _guess_type(reading)
    return ParsedReference(
        source=text,
        fields=reading.fields,
        unparsed=[piece for piece in reading.unparsed if piece],
        confidence=_confidence(reading.fields),
    )


def _take_identifiers(reading: _Reading) -> None:
    for name, pattern in (
        ("doi", _DOI),
        ("pmid", _PUBMED_ADDRESS),
        ("pmcid", _PMCID),
        ("pmid", _PMID),
        ("isbn", _ISBN),
        ("url", _URL),
    ):
        found = pattern.search(reading.text)
        if not found or name in reading.fields:
            continue
        value = found.group(1) if found.re.groups else found.group()
        end = found.end()
        if name in {"doi", "url"}:
            kept = without_trailing_punctuation(value)
            end -= len(value) - len(kept)
            value = kept
        start = found.start()
        try:
            reading.fields[name] = NORMALISERS[name](value)
        except InvalidIdentifier:
            reading.unparsed.append(found.group().strip())
        if name in {"url", "doi"} and (lead := _BEFORE_ADDRESS.search(reading.text[:start])):
            start = lead.start()
        reading.cut(start, end)
    if "url" in reading.fields and (accessed := _ACCESSED.search(reading.text)):
        reading.unparsed.append(accessed.group().strip("[] "))
        reading.cut(*accessed.span())
    reading.text = _SPACES.sub(" ", reading.text).strip()


def _take_imprint(reading: _Reading) -> tuple[str, str] | None:
    found = _BOOK_IMPRINT.search(reading.text)
    if not found:
        return None
    reading.fields |= {
        "publisher_place": found["place"].strip(),
        "publisher": found["publisher"].strip(),
        "year": int(found["year"]),
        "csl_type": "book",
    }
    return reading.text[: found.start("place")], reading.text[found.end() :]


def _take_locator(reading: _Reading) -> tuple[str, str]:
    """Find where in a journal it appeared; return what stands before and what comes after."""
    for pattern in _LOCATORS:
        found = pattern.search(reading.text)
        if not found:
            continue
        groups = {name: value for name, value in found.groupdict().items() if value}
        if len(groups.keys() - {"year"}) == 0:
            continue
        issue = groups.get("issue") or groups.get("issue_in") or groups.get("decimal_issue")
        for name, value in (("volume", groups.get("volume")), ("issue", issue)):
            if value:
                reading.fields[name] = value.strip()
        if pages := groups.get("pages"):
            reading.fields["pages"] = re.sub(rf"\s?{_DASH}{{1,2}}\s?", "-", pages)
        before, after = reading.text[: found.start()], reading.text[found.end() :]
        if year := groups.get("year"):
            reading.fields["year"] = int(year)
        else:
            before, after = _take_year(reading, before, after)
        return before, after
    before, after = _take_year(reading, reading.text, "")
    return before, after


def _take_year(reading: _Reading, before: str, after: str) -> tuple[str, str]:
    """Take the year out of the text before or after the place in the journal."""
    for pattern in (_BRACKETED_YEAR, _BARE_YEAR):
        if found := pattern.search(after):
            reading.fields["year"] = int(found["year"])
            return before, f"{after[: found.start()]} {after[found.end() :]}"
        found = next(iter(pattern.finditer(before)), None)
        if pattern is _BARE_YEAR:
            # The last bare year is the publication's; earlier ones belong to the title.
            for candidate in pattern.finditer(before):
                found = candidate
        if found:
            reading.fields["year"] = int(found["year"])
            # The year also divides: names stand before it, or everything but a rest does.
            return (
                f"{before[: found.start()].rstrip()}\x1f{before[found.end() :].lstrip(' .,;)')}",
                after,
            )
    return before, after


def _take_authors(reading: _Reading, head: str) -> tuple[AuthorList, str]:
    authors = read_authors(head.lstrip(_EDGE.replace("(", "").replace("[", "")))
    if authors.names:
        reading.fields["authors"] = authors.names
    return authors, authors.rest


def _take_title_and_container(reading: _Reading, rest: str, authors: AuthorList) -> None:
    pieces = [
        piece.strip() for piece in rest.replace("\x1f", ". ").split(". ") if piece.strip(_EDGE)
    ]
    text = ". ".join(pieces)
    quoted = re.match(r"[\"“«]([^\"”»]{5,900})[\"”»]", text)
    if quoted:
        title, container = quoted.group(1), text[quoted.end() :]
    else:
        title, container = _divide(text, has_locator="volume" in reading.fields)
    title, container = title.strip(_SPACE_AND_COMMA), container.strip(_EDGE)
    if not container and "," in title and ("year" in reading.fields or "volume" in reading.fields):
        title, container = _divide_at_commas(reading, title, has_authors=bool(authors.names))
    title = _closed(title.strip(" ,;:").removesuffix("."))
    if _LETTER.search(title):
        reading.fields["title"] = title[:LONGEST_TITLE]
        if title[LONGEST_TITLE:]:
            reading.unparsed.append(title[LONGEST_TITLE:])
    elif title:
        reading.unparsed.append(title)
    container = re.sub(r"^In:?\s", "", container).strip(_EDGE)
    if container:
        if _LETTER.search(container) and len(container) <= LONGEST_CONTAINER:
            reading.fields["container_title"] = container
        else:
            reading.unparsed.append(container)
    if "title" not in reading.fields:
        whole = _remainder(reading.text) or _remainder(reading.fields.get("url", ""))
        if _LETTER.search(whole):
            reading.fields["title"] = whole[:LONGEST_TITLE]


_SPACE_AND_COMMA: Final = " ,;"


def _divide(text: str, *, has_locator: bool) -> tuple[str, str]:
    """Divide at the first full stop that ends a sentence; the container is what follows."""
    sentences: list[str] = []
    start = 0
    for gap in _SENTENCE_BREAK.finditer(text):
        before = text[start : gap.start()]
        if _NOT_A_BREAK.search(before[-8:]):
            continue
        sentences.append(before)
        start = gap.end()
    sentences.append(text[start:])
    if len(sentences) == 1:
        return text, ""
    if len(sentences) == 2 or not has_locator:
        return sentences[0], " ".join(sentences[1:]) if len(sentences) == 2 else sentences[1]
    # A title of several sentences: the container is the last one.
    return " ".join(sentences[:-1]), sentences[-1]


def _divide_at_commas(reading: _Reading, text: str, *, has_authors: bool) -> tuple[str, str]:
    """Divide a text without full stops: the container is what follows the last comma."""
    pieces = [piece.strip() for piece in text.split(",")]
    while len(pieces) > 1 and not _LETTER.search(pieces[-1]):
        reading.unparsed.append(pieces.pop())
    for place in range(len(pieces) - 1, 0, -1):
        if pieces[place].lower() in _KIND_OF_WORK:
            reading.unparsed.append(pieces.pop(place))
    looks_like_a_name = len(pieces) > 1 and len(pieces[-1]) <= 120 and pieces[-1][:1].isupper()
    if not looks_like_a_name or not (has_authors or "volume" in reading.fields):
        return ", ".join(pieces), ""
    return ", ".join(pieces[:-1]), pieces[-1]


def _closed(title: str) -> str:
    """Drop a bracket at the end that was never opened, and quotation marks around the whole."""
    if title.endswith(")") and "(" not in title:
        title = title[:-1].rstrip()
    if title[:1] in '"“«' and title[-1:] in '"”»':
        title = title[1:-1]
    return title.strip()


def _remainder(text: str) -> str:
    value = _SPACES.sub(" ", text.replace("\x1f", " ")).strip(_EDGE)
    return value if re.search(r"\w", value) else ""


def _guess_type(reading: _Reading) -> None:
    fields = reading.fields
    if "csl_type" in fields:
        return
    if "volume" in fields or "pmid" in fields or "pages" in fields:
        fields["csl_type"] = "article-journal"
    elif "isbn" in fields:
        fields["csl_type"] = "book"
    elif "url" in fields and "doi" not in fields:
        fields["csl_type"] = "webpage"
    else:
        fields["csl_type"] = "article-journal"


def _confidence(fields: dict[str, Any]) -> float:
    weights = {"authors": 25, "title": 20, "year": 20}
    total = sum(weight for name, weight in weights.items() if name in fields)
    if "container_title" in fields or "publisher" in fields:
        total += 20
    if fields.keys() & {"volume", "pages", "doi", "pmid", "isbn", "url"}:
        total += 15
    return total / 100
