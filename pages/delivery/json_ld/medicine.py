"""What a page is about: a condition, a therapy, or a patient's words.

Prose stays whole. A list inside of it is not taken apart, because the sentence above a list may
say that the opposite is true of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pages.delivery.json_ld.words import Json, filled, person, plain_text

CODING_SYSTEMS: Final = {"icd-10": "ICD-10", "mesh": "MeSH"}


def main_entity(content: Mapping[str, Any], *, kind: str, language: str) -> Json | None:
    """Return what a page of a type is about; None for types that this knows nothing of.

    Args:
        content: the page's public content.
        kind: label of the page type, such as ``"pages.ConditionPage"``.
        language: code of the page's language.
    """
    match kind.rpartition(".")[2]:
        case "ConditionPage":
            return _condition(content)
        case "ProcedurePage":
            return _therapy(content)
        case "TestimonialPage":
            return _quotation(content, language=language)
    return None


def _condition(content: Mapping[str, Any]) -> Json:
    return filled(
        {
            "@type": "MedicalCondition",
            "name": content["title"],
            "code": [
                _code(code["system"], code["code"])
                for code in content.get("codes") or ()
                if code["code"]
            ],
            "signOrSymptom": [
                _symptom(value) for value in _values(content, "symptoms") if value.get("name")
            ],
            "cause": _prose("MedicalCause", content.get("causes")),
            "riskFactor": _prose("MedicalRiskFactor", content.get("risk_factors")),
            "stage": [
                filled(
                    {
                        "@type": "MedicalConditionStage",
                        "name": value.get("name"),
                        "description": plain_text(value.get("description") or ""),
                    }
                )
                for value in _values(content, "stages")
                if value.get("name")
            ],
        }
    )


def _symptom(value: Mapping[str, Any]) -> Json:
    return filled(
        {
            "@type": "MedicalSignOrSymptom",
            "name": value["name"],
            "description": plain_text(value.get("description") or ""),
            "code": _code(value.get("code_system"), value["code"]) if value.get("code") else None,
        }
    )


def _code(system: str | None, code: str) -> Json:
    return filled(
        {
            "@type": "MedicalCode",
            "codeValue": code,
            "codingSystem": CODING_SYSTEMS.get(system or "", system),
        }
    )


def _therapy(content: Mapping[str, Any]) -> Json:
    return filled(
        {
            # No more special type: which one it would be is said in no field of the page.
            "@type": "MedicalTherapy",
            "name": content["title"],
            "description": plain_text(content.get("what_it_is") or ""),
            "preparation": plain_text(content.get("preparation") or ""),
            "howPerformed": "; ".join(
                value["title"] for value in _values(content, "steps") if value.get("title")
            ),
            "followup": plain_text(content.get("follow_up") or ""),
            "contraindication": [
                text
                for value in _values(content, "criteria", only="exclude")
                if (text := plain_text(value.get("text") or ""))
            ],
            "adverseOutcome": [
                {"@type": "MedicalEntity", "name": value["effect"]}
                for value in _values(content, "adverse_effects")
                if value.get("effect")
            ],
            "legalStatus": [
                ": ".join(
                    filter(
                        None,
                        [value.get("jurisdiction"), plain_text(value.get("statement") or "")],
                    )
                )
                for value in _values(content, "regulatory_status")
                if value.get("jurisdiction")
            ],
        }
    )


def _quotation(content: Mapping[str, Any], *, language: str) -> Json:
    quotation = content["quotation"]
    node: Json = {"@type": "Quotation", "text": quotation["text"], "inLanguage": language}
    if name := content.get("display_name"):
        node["creator"] = person(name, "")
    if date := content.get("story_date"):
        node["dateCreated"] = date
    if original := quotation.get("original"):
        node["translationOfWork"] = {
            "@type": "Quotation",
            "text": original["text"],
            "inLanguage": original["language"],
        }
    return node


def _prose(kind: str, html: str | None) -> Json | None:
    words = plain_text(html or "")
    return {"@type": kind, "description": words} if words else None


def _values(content: Mapping[str, Any], name: str, *, only: str = "") -> list[Mapping[str, Any]]:
    """Return the values of a stream's blocks, or of those of one type."""
    return [
        block["value"] for block in content.get(name) or () if not only or block.get("type") == only
    ]
