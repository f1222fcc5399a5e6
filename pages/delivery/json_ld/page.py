"""The page itself: what follows from its signed content, and what from its surroundings."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pages.delivery.json_ld.citations import citation
from pages.delivery.json_ld.medicine import main_entity
from pages.delivery.json_ld.regulation import is_approved
from pages.delivery.json_ld.words import Json, filled, person, plain_text

CONTEXT: Final = "https://schema.org"
PIXEL: Final = "E37"
"""The code of the unit, from the common code list that schema.org refers to."""

MAIN: Final = "#main"
"""What is put behind a page's address to name what the page is about."""

_ENTITIES: Final = {"ConditionPage": "MedicalCondition", "ProcedurePage": "MedicalTherapy"}
_ABOUT_OTHERS: Final = frozenset({"Quotation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A public page about a condition or a procedure that this one is linked to.

    Attributes:
        kind: label of its type, such as ``"pages.ProcedurePage"``.
        name: its title, as it was signed.
        url: its address on the frontend, or None.
        regulatory_status: the blocks of its signed document, if it is a procedure.
    """

    kind: str
    name: str
    url: str | None
    regulatory_status: Iterable[Mapping[str, Any]] | None = None

    @property
    def entity(self) -> str:
        """schema.org's type of what the page is about, or empty."""
        return _ENTITIES.get(self.kind.rpartition(".")[2], "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Website:
    """A site, as its pages speak of it.

    Attributes:
        name: in the page's language; empty where it has none.
        url: its address on the frontend, or empty.
        publisher: a node of schema.org, or nothing.
    """

    name: str = ""
    url: str = ""
    publisher: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the JSON-LD of a page says beyond the page's own content.

    Attributes:
        url: the page's address on the frontend, or None.
        reviewer_name, reviewer_credentials, reviewed_at: who signed it, as they were then.
        published_at: when the page was public for the first time, if it is known.
        modified_at: when what was signed went live, if it is known.
        website: the site that the page belongs to, and who publishes it.
        trail: titles and addresses of the pages above, the home page first, and of the page itself.
        source: language and address of the public page that this one translates.
        translations: languages and addresses of the public translations of this page.
        related: the public pages that it is linked to as treatments, conditions or subjects.
        specialties: names out of `SPECIALTIES` that the site gives to pages of the type.
    """

    url: str | None
    reviewer_name: str
    reviewer_credentials: str
    reviewed_at: datetime.datetime
    published_at: datetime.datetime | None = None
    modified_at: datetime.datetime | None = None
    website: Website = Website()
    trail: Sequence[tuple[str, str]] = ()
    source: tuple[str, str] | None = None
    translations: Sequence[tuple[str, str]] = ()
    related: Sequence[Related] = ()
    specialties: Sequence[str] = ()


def described(content: Mapping[str, Any], *, kind: str, language: str) -> Json:
    """Return the JSON-LD of a page as far as its content determines it.

    Args:
        content: the page's public content; see `pages.delivery.documents`.
        kind: label of the page type, such as ``"pages.ConditionPage"``.
        language: code of the page's language.
    """
    author = content.get("author")
    return filled(
        {
            "@context": CONTEXT,
            "@type": "MedicalWebPage",
            "name": content["title"],
            "inLanguage": language,
            "audience": {"@type": "Patient"},
            "description": content.get("summary"),
            "author": person(author["name"], author.get("credentials", "")) if author else None,
            "mainEntity": main_entity(content, kind=kind, language=language),
            "primaryImageOfPage": image_object(content.get("hero_image")),
            "hasPart": _questions(content, language=language),
            "citation": [citation(reference) for reference in content.get("references") or ()],
        }
    )


def completed(node: Mapping[str, Any], around: Surroundings) -> Json:
    """Return the stored JSON-LD with everything that surrounds the page."""
    complete: Json = dict(node)
    if around.url:
        complete |= {"@id": around.url, "url": around.url}
    if around.published_at:
        complete["datePublished"] = around.published_at.date().isoformat()
    if around.modified_at:
        complete["dateModified"] = around.modified_at.date().isoformat()
    complete["lastReviewed"] = around.reviewed_at.date().isoformat()
    complete["reviewedBy"] = person(around.reviewer_name, around.reviewer_credentials)
    specialties = [f"{CONTEXT}/{name}" for name in around.specialties]
    complete |= filled(
        {
            "specialty": specialties,
            "breadcrumb": _breadcrumb(around.trail),
            "translationOfWork": _page(*around.source) if around.source else None,
            "workTranslation": [_page(*translation) for translation in around.translations],
            **_site(around.website),
        }
    )
    return complete | _about(complete, around, specialties)


def _about(node: Json, around: Surroundings, specialties: list[str]) -> Json:
    """Return what the page is about, with what other public pages say of it."""
    entity: Json | None = node.get("mainEntity")
    linked = [_entity(related) for related in around.related if related.entity]
    if entity is None:
        return filled({"mentions": linked})
    entity = dict(entity)
    if entity["@type"] in _ABOUT_OTHERS:
        return filled({"about": linked})
    if specialties:
        entity["relevantSpecialty"] = specialties
    if around.url:
        entity["@id"] = f"{around.url}{MAIN}"
        node = {"about": {"@id": entity["@id"]}}
    else:
        node = {}
    if entity["@type"] == "MedicalCondition":
        entity |= filled({"possibleTreatment": _treatments(around.related)})
        linked = []
    return node | {"mainEntity": entity} | filled({"mentions": linked})


def _treatments(related: Iterable[Related]) -> list[Json]:
    return [
        _entity(other)
        for other in related
        if other.entity == "MedicalTherapy" and is_approved(other.regulatory_status)
    ]


def _entity(related: Related) -> Json:
    address = f"{related.url}{MAIN}" if related.url else None
    return filled(
        {"@type": related.entity, "@id": address, "name": related.name, "url": related.url}
    )


def _page(language: str, url: str) -> Json:
    return {"@type": "MedicalWebPage", "@id": url, "url": url, "inLanguage": language}


def _site(website: Website) -> Json:
    found: Json = {"publisher": dict(website.publisher)}
    if website.name:
        found["isPartOf"] = filled({"@type": "WebSite", "name": website.name, "url": website.url})
    return found


def _breadcrumb(trail: Sequence[tuple[str, str]]) -> Json | None:
    if len(trail) < 2:
        return None
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": _place(url)}
            for position, (name, url) in enumerate(trail, start=1)
        ],
    }


def _place(url: str) -> Json:
    return {"@type": "WebPage", "@id": url}


def image_object(image: Mapping[str, Any] | None) -> Json | None:
    """Return the largest size that shows the whole picture; None without any."""
    if not image:
        return None
    whole = [size for name, size in image["renditions"].items() if not name.startswith("fill-")]
    largest = max(whole, key=lambda size: size["width"], default=None)
    if largest is None:
        return None
    return filled(
        {
            "@type": "ImageObject",
            "url": largest["url"],
            "width": _pixels(largest["width"]),
            "height": _pixels(largest["height"]),
            "caption": image["alt"],
        }
    )


def _pixels(count: int) -> Json:
    return {"@type": "QuantitativeValue", "value": count, "unitCode": PIXEL}


def _questions(content: Mapping[str, Any], *, language: str) -> Json | None:
    answered = [
        (item["value"]["question"], plain_text(item["value"].get("answer") or ""))
        for item in content.get("faq") or ()
        if item["value"].get("question")
    ]
    questions = [
        {
            "@type": "Question",
            "name": question,
            "acceptedAnswer": {"@type": "Answer", "text": answer},
        }
        for question, answer in answered
        if answer
    ]
    if not questions:
        return None
    return {"@type": "FAQPage", "inLanguage": language, "mainEntity": questions}
