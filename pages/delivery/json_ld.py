"""What search engines read of a page: schema.org, in the form of JSON-LD.

Everything here is pure. `described` makes the part that follows from the signed content and is
stored with it; `completed` adds what depends on when and where the page is public. Only types and
properties of schema.org's own vocabulary are used. A patient's story is a ``Quotation``, never a
``Review`` or a rating.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from html import unescape
from typing import Any, Final

import nh3

Json = dict[str, Any]

CODING_SYSTEMS: Final = {"icd-10": "ICD-10", "mesh": "MeSH"}

_CITATION: Final = re.compile(r'<sup class="citation">.*?</sup>', re.DOTALL)
_BETWEEN_ITEMS: Final = re.compile(r"</li>\s*<li\b[^>]*>")


def described(content: Mapping[str, Any], *, kind: str, language: str) -> Json:
    """Return the JSON-LD of a page as far as its content determines it.

    Args:
        content: the page's public content; see `pages.delivery.documents`.
        kind: label of the page type, such as ``"pages.ConditionPage"``.
        language: code of the page's language.
    """
    node: Json = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": content["title"],
        "inLanguage": language,
    }
    if content.get("summary"):
        node["description"] = content["summary"]
    if author := content.get("author"):
        node["author"] = _person(author["name"], author.get("credentials", ""))
    if entity := _main_entity(content, kind=kind, language=language):
        node["mainEntity"] = entity
    if image := content.get("hero_image"):
        largest = max(image["renditions"].values(), key=lambda size: size["width"], default=None)
        if largest:
            node["primaryImageOfPage"] = {
                "@type": "ImageObject",
                "url": largest["url"],
                "width": largest["width"],
                "height": largest["height"],
                "caption": image["alt"],
            }
    if questions := _questions(content):
        node["hasPart"] = {
            "@type": "FAQPage",
            "inLanguage": language,
            "mainEntity": questions,
        }
    if references := content.get("references"):
        node["citation"] = [_citation(reference) for reference in references]
    return node


def completed(
    node: Mapping[str, Any],
    *,
    url: str | None,
    reviewer_name: str,
    reviewer_credentials: str,
    reviewed_at: datetime.datetime,
    published_at: datetime.datetime | None,
) -> Json:
    """Return the stored JSON-LD with the page's address, its reviewer and its dates."""
    complete: Json = dict(node)
    if url:
        complete |= {"@id": url, "url": url}
    if published_at:
        complete["datePublished"] = published_at.date().isoformat()
    complete["lastReviewed"] = reviewed_at.date().isoformat()
    complete["reviewedBy"] = _person(reviewer_name, reviewer_credentials)
    return complete


def plain_text(html: str) -> str:
    """Return the words of public HTML without markup and without citation numbers.

    The items of a list are kept apart by semicolons, since their markup no longer does it.
    """
    items_apart = _BETWEEN_ITEMS.sub("; ", _CITATION.sub("", html))
    spaced = items_apart.replace("</p>", "</p> ").replace("</li>", "</li> ")
    words = nh3.clean(spaced, tags=set())
    return " ".join(unescape(words).split())


def _main_entity(content: Mapping[str, Any], *, kind: str, language: str) -> Json | None:
    match kind.rpartition(".")[2]:
        case "ConditionPage":
            return _condition(content)
        case "ProcedurePage":
            return {"@type": "MedicalTherapy", "name": content["title"]}
        case "TestimonialPage":
            return _quotation(content, language=language)
    return None


def _condition(content: Mapping[str, Any]) -> Json:
    node: Json = {"@type": "MedicalCondition", "name": content["title"]}
    codes = [
        {
            "@type": "MedicalCode",
            "codeValue": code["code"],
            "codingSystem": CODING_SYSTEMS.get(code["system"], code["system"]),
        }
        for code in content.get("codes") or ()
    ]
    if codes:
        node["code"] = codes
    signs = [
        {"@type": "MedicalSignOrSymptom", "name": symptom["value"]["name"]}
        for symptom in content.get("symptoms") or ()
        if symptom["value"].get("name")
    ]
    if signs:
        node["signOrSymptom"] = signs
    return node


def _quotation(content: Mapping[str, Any], *, language: str) -> Json:
    node: Json = {
        "@type": "Quotation",
        "text": content["quotation"]["text"],
        "inLanguage": language,
    }
    if name := content.get("display_name"):
        node["spokenByCharacter"] = {"@type": "Person", "name": name}
    if date := content.get("story_date"):
        node["dateCreated"] = date
    return node


def _questions(content: Mapping[str, Any]) -> list[Json]:
    return [
        {
            "@type": "Question",
            "name": item["value"]["question"],
            "acceptedAnswer": {"@type": "Answer", "text": plain_text(item["value"]["answer"])},
        }
        for item in content.get("faq") or ()
        if item["value"].get("question") and item["value"].get("answer")
    ]


def _citation(reference: Mapping[str, Any]) -> Json:
    node: Json = {"@type": "CreativeWork", "name": reference["text"]}
    if doi := reference.get("doi"):
        node["sameAs"] = f"https://doi.org/{doi}"
    elif pmid := reference.get("pmid"):
        node["sameAs"] = f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"
    elif url := reference.get("url"):
        node["url"] = url
    return node


def _person(name: str, credentials: str) -> Json:
    node: Json = {"@type": "Person", "name": name}
    if credentials:
        node["honorificSuffix"] = credentials
    return node
