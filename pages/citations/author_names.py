"""Reading the list of authors with which a typed reference begins.

Three ways of writing a person are recognised: ``Smolen JS`` (Vancouver), ``Smolen, J. S.`` (APA)
and ``J.S. Smolen`` (publishers' numbered styles). The list ends where something follows that is
none of them. Pure, and linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pages.citations.csl import Name

_UPPER: Final = r"[^\W\d_a-zß-öø-ÿ]"
_DASH: Final = r"[‐‑-]"
_PARTICLE: Final = (
    r"(?:(?:van|von|den|der|de|del|della|di|da|dos|du|la|le|el|al|bin|ten|ter|zu|zur|[Vv]an|[Dd]e|Al|El)"
    r"[\s‐‑-]){0,3}"
)
_FAMILY_WORD: Final = rf"(?:(?:[OdDlL]['’])?{_UPPER}[\w'’]{{1,30}}(?:{_DASH}[\w'’]{{1,30}}){{0,3}})"
_FAMILY: Final = rf"(?P<family>{_PARTICLE}{_FAMILY_WORD}(?:\s{_FAMILY_WORD}){{0,2}})"
_INITIALS: Final = rf"(?P<given>{_UPPER}\.?(?:[\s‐‑-]?{_UPPER}\.?){{0,3}})(?!\w)"
_GIVEN: Final = rf"(?P<given>{_UPPER}[\w'’.-]{{0,30}}(?:\s{_UPPER}[\w'’.-]{{0,30}}){{0,2}})"
_SUFFIX: Final = r"(?:,?\s(?P<suffix>Jr|Sr|II|III|IV|2nd|3rd)\b\.?)?"

_VANCOUVER: Final = re.compile(rf"{_FAMILY}\s{_INITIALS}{_SUFFIX}")
_APA: Final = re.compile(rf"{_FAMILY},\s{_INITIALS}{_SUFFIX}")
_INITIALS_FIRST: Final = re.compile(
    rf"(?P<given>(?:{_UPPER}\.[\s‐‑-]?){{1,4}})\s?{_FAMILY}{_SUFFIX}"
)
_MLA_FIRST: Final = re.compile(rf"{_FAMILY},\s{_GIVEN}(?=,? (?:et al|and |&|y )|\.\s?[\"“«])")

_SEPARATOR: Final = re.compile(
    r"\s?(?:[,;]\s?(?:and|&|y|e)\s|[,;]\s?(?:…|\.\.\.)\s?&?\s?|[,;]\s?|\s(?:and|&|y)\s)"
)
_ET_AL: Final = re.compile(r"[,;.]?\s?(?:\(?et al\.?\)?|y (?:col|cols)\.)[\s,.:;]*", re.IGNORECASE)
_EDITORS: Final = re.compile(r"^[,.]?\s?\(?(?:editors?|eds?\.?|editores)\)?[.,:]?\s", re.IGNORECASE)
_ORGANISATION: Final = re.compile(
    r"(?P<literal>[^\W\d_][^.\x1f]{2,120}\b(?:Organization|Organisation|Institute|Institutes|Association|"
    r"Agency|College|Society|Foundation|Administration|Ministry|Ministerio|Secretaría|Organización|Centre|"
    r"Center|Centers|Committee|Group|Collaboration|Consortium|Council|Commission|Comisión|Sociedad|"
    r"Department|University|Universidad|Federation|Academy)\b[^.,\x1f]{0,80})(?=[.\x1f]\s?)"
)
MOST_AUTHORS: Final = 200


@dataclass(frozen=True, slots=True)
class AuthorList:
    """Names at the beginning of a text.

    Attributes:
        names: CSL names, in order.
        rest: the text that follows them.
    """

    names: list[Name]
    rest: str


def read_authors(text: str) -> AuthorList:
    """Read the names with which a reference begins; none if it does not begin with names."""
    names: list[Name] = []
    position = 0
    style: re.Pattern[str] | None = None
    while len(names) < MOST_AUTHORS:
        found = _name_at(text, position, style, first=not names)
        if found is None:
            break
        match, pattern = found
        # One list is written in one way, except that only the first of MLA's names is turned round.
        style = None if pattern is _MLA_FIRST else pattern
        names.append(_name(match))
        position = match.end()
        if et_al := _ET_AL.match(text, position):
            position = et_al.end()
            break
        separator = _SEPARATOR.match(text, position)
        if not separator:
            break
        if _name_at(text, separator.end(), style, first=False) is None:
            if et_al := _ET_AL.match(text, separator.end()):
                position = et_al.end()
            # Only a semicolon sets an organisation off from persons.
            elif ";" in separator.group() and (
                organisation := _ORGANISATION.match(text, separator.end())
            ):
                names.append({"literal": organisation["literal"].strip(" ,;")})
                position = organisation.end()
            break
        position = separator.end()
    if not names and (organisation := _ORGANISATION.match(text)):
        literal = organisation["literal"].strip(" ,;")
        return AuthorList([{"literal": literal}], text[organisation.end() :].lstrip(" .,;:\x1f"))
    rest = text[position:]
    if names:
        rest = _EDITORS.sub("", rest).lstrip(" .,;:\x1f)")
    return AuthorList(names, rest)


def _name_at(
    text: str, position: int, style: re.Pattern[str] | None, *, first: bool
) -> tuple[re.Match[str], re.Pattern[str]] | None:
    if style is not None:
        patterns: tuple[re.Pattern[str], ...] = (style,)
    elif first:
        patterns = (_VANCOUVER, _APA, _INITIALS_FIRST, _MLA_FIRST)
    else:
        patterns = (_VANCOUVER, _APA, _INITIALS_FIRST)
    for pattern in patterns:
        match = pattern.match(text, position)
        if match and _ends_well(text, match.end()):
            return match, pattern
    return None


def _ends_well(text: str, end: int) -> bool:
    """Whether a name may end here, rather than in the middle of a title."""
    following = text[end : end + 6]
    return (
        not following
        or following[0] in ",;.:\x1f("
        or following.startswith((" and ", " & ", " y ", " et al"))
        or text[end - 1] == "."
    )


def _name(match: re.Match[str]) -> Name:
    given = match["given"].strip()
    compact = re.sub(r"[\s.‐‑-]", "", given)
    name: Name = {
        "family": " ".join(match["family"].split()),
        "given": compact if len(compact) <= 4 and compact.isupper() else given.rstrip("."),
    }
    if suffix := match["suffix"] if "suffix" in match.re.groupindex else None:
        name["suffix"] = suffix
    return name
