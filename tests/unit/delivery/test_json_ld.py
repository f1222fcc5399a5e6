import datetime

from pages.delivery.json_ld import completed, described, plain_text

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
        "spokenByCharacter": {"@type": "Person", "name": "Ana"},
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


def test_a_citation_is_identified_by_doi_before_pmid_before_address():
    references = [
        {"text": "A", "doi": "10.1/x", "pmid": "1", "url": "https://a.example"},
        {"text": "B", "doi": None, "pmid": "2", "url": "https://b.example"},
        {"text": "C", "doi": None, "pmid": None, "url": "https://c.example"},
        {"text": "D", "doi": None, "pmid": None, "url": None},
    ]
    citations = described_page("pages.ConditionPage", references=references)["citation"]

    assert [citation.get("sameAs") or citation.get("url") for citation in citations] == [
        "https://doi.org/10.1/x",
        "https://pubmed.ncbi.nlm.nih.gov/2/",
        "https://c.example",
        None,
    ]


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


def test_an_image_without_sizes_is_left_out():
    node = described_page("pages.ConditionPage", hero_image={"alt": "", "renditions": {}})

    assert "primaryImageOfPage" not in node


def test_who_reviewed_it_and_when_is_added_when_it_is_served():
    node = completed(
        described_page("pages.ConditionPage"),
        url="https://www.example.org/es/a/",
        reviewer_name="Eva Ruiz",
        reviewer_credentials="MD",
        reviewed_at=SIGNED,
        published_at=None,
    )

    assert node["@id"] == node["url"] == "https://www.example.org/es/a/"
    assert node["lastReviewed"] == "2026-03-01"
    assert node["reviewedBy"] == {
        "@type": "Person",
        "name": "Eva Ruiz",
        "honorificSuffix": "MD",
    }
    assert "datePublished" not in node


def test_words_of_neighbouring_paragraphs_do_not_run_together():
    assert plain_text("<p>One.</p><p>Two.</p><ul><li>a</li><li>b</li></ul>") == "One. Two. a; b"
