import datetime

import pytest

from pages.delivery.json_ld import (
    Related,
    Surroundings,
    completed,
    described,
    is_approved,
    plain_text,
)

SIGNED = datetime.datetime(2026, 3, 1, 23, 30, tzinfo=datetime.UTC)


def described_page(kind, **content):
    return described({"title": "Arthritis", **content}, kind=kind, language="es")


def test_a_page_is_a_medical_web_page_in_its_language():
    node = described_page("pages.ConditionPage", summary="About joints.")

    assert node["@type"] == "MedicalWebPage"
    assert node["inLanguage"] == "es"
    assert node["description"] == "About joints."


def test_a_condition_carries_its_codes_by_their_systems_names():
    codes = [{"system": "icd-10", "code": "M05"}, {"system": "mesh", "code": "D001172"}]
    node = described_page("pages.ConditionPage", codes=codes)

    assert node["mainEntity"]["@type"] == "MedicalCondition"
    assert [(code["codingSystem"], code["codeValue"]) for code in node["mainEntity"]["code"]] == [
        ("ICD-10", "M05"),
        ("MeSH", "D001172"),
    ]


def test_a_procedure_is_a_therapy():
    assert described_page("pages.ProcedurePage")["mainEntity"] == {
        "@type": "MedicalTherapy",
        "name": "Arthritis",
    }


def test_a_story_is_a_quotation_and_never_a_review():
    node = described_page(
        "pages.TestimonialPage", quotation={"text": "Camino."}, display_name="Ana", story_date=None
    )

    assert node["mainEntity"] == {
        "@type": "Quotation",
        "text": "Camino.",
        "inLanguage": "es",
        "creator": {"@type": "Person", "name": "Ana"},
    }
    assert "Review" not in str(node)
    assert "Rating" not in str(node)


def test_a_page_type_of_another_site_has_no_main_entity():
    assert "mainEntity" not in described_page("clinic.AdvicePage")


def test_questions_become_an_faq_in_plain_words():
    answer = (
        '<p>Yes<sup class="citation"><a href="#ref-1">1</a></sup>, 5 m<sup>2</sup> &amp; more.</p>'
    )
    faq = [{"value": {"question": "May I?", "answer": answer}}]
    part = described_page("pages.ConditionPage", faq=faq)["hasPart"]

    assert part["@type"] == "FAQPage"
    assert part["mainEntity"][0]["acceptedAnswer"]["text"] == "Yes, 5 m2 & more."


def test_a_question_without_an_answer_is_left_out():
    faq = [{"value": {"question": "May I?", "answer": ""}}]

    assert "hasPart" not in described_page("pages.ConditionPage", faq=faq)


def cited(**reference):
    """Return the JSON-LD of one entry of the list of references."""
    entry = {"text": "As formatted.", "doi": None, "pmid": None, "url": None, **reference}
    (node,) = described_page("pages.ConditionPage", references=[entry])["citation"]
    return node


def test_a_citation_is_identified_by_all_that_is_known_of_it():
    node = cited(doi="10.1/x", pmid="1", url="https://a.example", record={"PMCID": "PMC9"})

    assert [(one["propertyID"], one["value"]) for one in node["identifier"]] == [
        ("DOI", "10.1/x"),
        ("PMID", "1"),
        ("PMCID", "PMC9"),
    ]
    assert node["sameAs"] == [
        "https://doi.org/10.1/x",
        "https://pubmed.ncbi.nlm.nih.gov/1/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC9/",
    ]
    assert node["url"] == "https://a.example"


def test_a_citation_whose_record_was_not_stored_has_its_words():
    assert cited() == {"@type": "CreativeWork", "name": "As formatted."}


def test_an_article_is_in_an_issue_of_a_volume_of_its_journal():
    node = cited(
        record={
            "type": "article-journal",
            "title": "A study",
            "author": [{"family": "Haar", "given": "Ada", "non-dropping-particle": "van der"}],
            "issued": {"date-parts": [[2020, 3]]},
            "container-title": "J Imagin Med",
            "ISSN": "1234-5678",
            "volume": "7",
            "issue": "2",
            "page": "1-9",
        }
    )

    assert node == {
        "@type": "ScholarlyArticle",
        "name": "A study",
        "author": [
            {
                "@type": "Person",
                "name": "Ada van der Haar",
                "familyName": "van der Haar",
                "givenName": "Ada",
            }
        ],
        "datePublished": "2020-03",
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": "2",
            "isPartOf": {
                "@type": "PublicationVolume",
                "volumeNumber": "7",
                "isPartOf": {
                    "@type": "Periodical",
                    "name": "J Imagin Med",
                    "issn": "1234-5678",
                },
            },
        },
        "pagination": "1-9",
    }


def test_an_organisation_may_be_an_author():
    node = cited(record={"type": "report", "title": "A guideline", "author": [{"literal": "WHO"}]})

    assert node["@type"] == "Report"
    assert node["author"] == [{"@type": "Organization", "name": "WHO"}]


def test_the_main_image_is_the_largest_size():
    image = {
        "alt": "A hand",
        "renditions": {
            "small": {"url": "/s", "width": 480, "height": 240},
            "large": {"url": "/l", "width": 960, "height": 480},
        },
    }

    node = described_page("pages.ConditionPage", hero_image=image)

    assert node["primaryImageOfPage"]["url"] == "/l"
    assert node["primaryImageOfPage"]["width"] == {
        "@type": "QuantitativeValue",
        "value": 960,
        "unitCode": "E37",
    }


def test_a_crop_is_not_the_main_image():
    renditions = {
        "fill-900x900": {"url": "/crop", "width": 900, "height": 900},
        "width-480": {"url": "/whole", "width": 480, "height": 240},
    }

    node = described_page(
        "pages.ConditionPage", hero_image={"alt": "A hand", "renditions": renditions}
    )

    assert node["primaryImageOfPage"]["url"] == "/whole"


def test_an_image_without_sizes_is_left_out():
    node = described_page("pages.ConditionPage", hero_image={"alt": "", "renditions": {}})

    assert "primaryImageOfPage" not in node


def around(**facts):
    """Return the surroundings of a page."""
    return Surroundings(
        **{
            "url": "https://www.example.org/es/a/",
            "reviewer_name": "Eva Ruiz",
            "reviewer_credentials": "MD",
            "reviewed_at": SIGNED,
            **facts,
        }
    )


def test_who_reviewed_it_and_when_is_added_when_it_is_served():
    node = completed(described_page("pages.ConditionPage"), around(modified_at=SIGNED))

    assert node["@id"] == node["url"] == "https://www.example.org/es/a/"
    assert node["lastReviewed"] == node["dateModified"] == "2026-03-01"
    assert node["reviewedBy"] == {
        "@type": "Person",
        "name": "Eva Ruiz",
        "honorificSuffix": "MD",
    }
    assert "datePublished" not in node


def statuses(*names):
    return [{"type": "status", "value": {"status": name}} for name in names]


@pytest.mark.parametrize("status", ["approved", "cleared", "authorised", "registered"])
def test_a_therapy_that_a_regulator_lets_pass_is_approved(status):
    assert is_approved(statuses(status))
    assert is_approved(statuses("approved", status))


@pytest.mark.parametrize("status", ["investigational", "not_approved", "off_label", "", "new"])
def test_a_therapy_that_is_not_approved_somewhere_is_not_approved(status):
    assert not is_approved(statuses(status))
    assert not is_approved(statuses("approved", status))


@pytest.mark.parametrize("said", [None, []])
def test_a_therapy_of_which_nothing_is_said_is_not_approved(said):
    assert not is_approved(said)


def therapy(name, *approvals):
    return Related(
        kind="pages.ProcedurePage",
        name=name,
        url=f"https://www.example.org/es/{name}/",
        regulatory_status=statuses(*approvals),
    )


def test_only_approved_therapies_are_possible_treatments():
    related = [therapy("rest", "approved"), therapy("cells", "investigational")]

    node = completed(described_page("pages.ConditionPage"), around(related=related))

    assert node["mainEntity"]["possibleTreatment"] == [
        {
            "@type": "MedicalTherapy",
            "@id": "https://www.example.org/es/rest/#main",
            "name": "rest",
            "url": "https://www.example.org/es/rest/",
        }
    ]
    assert "cells" not in str(node)


def test_a_condition_that_is_linked_to_is_no_treatment():
    other = Related(kind="pages.ConditionPage", name="Gout", url=None)

    node = completed(described_page("pages.ConditionPage"), around(related=[other]))

    assert "possibleTreatment" not in node["mainEntity"]


def test_a_story_is_about_what_it_is_linked_to():
    story = described_page(
        "pages.TestimonialPage", quotation={"text": "Camino."}, display_name="Ana"
    )

    node = completed(story, around(related=[therapy("cells", "investigational")]))

    assert [one["name"] for one in node["about"]] == ["cells"]


def test_what_is_stored_is_left_as_it_is():
    stored = described_page("pages.ConditionPage")
    before = str(stored)

    completed(stored, around(related=[therapy("rest", "approved")], specialties=["Rheumatologic"]))

    assert str(stored) == before


def test_the_specialties_of_the_site_are_those_of_page_and_condition():
    node = completed(described_page("pages.ConditionPage"), around(specialties=["Rheumatologic"]))

    assert node["specialty"] == ["https://schema.org/Rheumatologic"]
    assert node["mainEntity"]["relevantSpecialty"] == ["https://schema.org/Rheumatologic"]


def test_prose_stays_whole_so_that_no_item_loses_the_sentence_above_it():
    factors = "<p>These do <b>not</b> raise the risk:</p><ul><li>cracking fingers</li></ul>"

    node = described_page("pages.ConditionPage", risk_factors=factors)

    assert node["mainEntity"]["riskFactor"] == {
        "@type": "MedicalRiskFactor",
        "description": "These do not raise the risk: cracking fingers",
    }


def test_words_of_neighbouring_paragraphs_do_not_run_together():
    assert plain_text("<p>One.</p><p>Two.</p><ul><li>a</li><li>b</li></ul>") == "One. Two. a; b"
