"""The JSON-LD of every page, held to schema.org's own vocabulary and to the page's own words."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.delivery.json_ld import (
    SPECIALTIES,
    Related,
    Surroundings,
    Website,
    completed,
    described,
)
from pages.delivery.json_ld.words import plain_text
from pages.delivery.models import PublishedDocument
from pages.navigation.models import SiteProfile
from tests.contract.schema_org.vocabulary import faults, members
from tests.contract.test_golden_documents import MAKERS
from tests.factories.citations import ReferenceFactory
from tests.factories.content import cite
from tests.factories.delivery import LANGUAGES, publish, published, translated
from tests.factories.navigation import a_profile, worded

FRONTEND = "https://www.example.org"
SITE_NAME = "Clínica Ribera"


def read(client, page):
    return client.get(f"/api/v2/pages/{page.pk}/").json()


def kinds_in(value):
    """Return every type that occurs in a JSON-LD object."""
    if isinstance(value, dict):
        return {value.get("@type", "")}.union(*map(kinds_in, value.values()))
    if isinstance(value, list):
        return set().union(*map(kinds_in, value)) if value else set()
    return set()


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MAKERS)
def test_a_full_page_says_only_what_schema_org_knows(client, settings, kind, language):
    settings.PAGES = {"SPECIALTIES": {f"pages.{kind.capitalize()}Page": ["Rheumatologic"]}}

    node = read(client, MAKERS[kind](language))["json_ld"]

    assert faults(node) == []
    assert {"MedicalWebPage", "ScholarlyArticle", "BreadcrumbList", "Patient"} <= kinds_in(node)
    assert node["specialty"] == ["https://schema.org/Rheumatologic"]
    assert not {"Review", "AggregateRating", "Rating", "ClaimReview"} & kinds_in(node)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MAKERS)
def test_a_small_page_says_only_what_schema_org_knows(client, kind, language):
    assert faults(read(client, published(kind, language=language))["json_ld"]) == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MAKERS)
def test_no_word_of_it_is_from_outside_the_answer(client, kind, language):
    page = MAKERS[kind](language)
    a_profile(organisation_name=SITE_NAME)
    worded(SiteProfile.objects.get(), language, site_name=SITE_NAME)
    answer = read(client, page)
    node = answer.pop("json_ld")
    assert node["publisher"]["name"] == node["isPartOf"]["name"] == SITE_NAME
    signed = PublishedDocument.objects.get(page=page).content["references"]
    bibliography = set(re.findall(r"\w+", json.dumps(signed, ensure_ascii=False)))
    said = " ".join(plain_text(text) for text in texts(answer))

    for place, text in named_texts(node):
        if place in ("citation", "breadcrumb", "publisher", "isPartOf", "mentions"):
            continue
        for part in re.split(r"[:;] ", text):
            assert part.rstrip(".") in said, (place, text)
    assert set(re.findall(r"\w+", " ".join(texts(node["citation"])))) <= bibliography
    # What is above the page, and beside it, is public under these names.
    nested = {answer["title"], SITE_NAME, *(above.title for above in page.get_ancestors())}
    nested |= {one["title"] for one in answer.get("conditions") or ()}
    for place in ("breadcrumb", "publisher", "isPartOf", "mentions"):
        for text in names(node.get(place)):
            assert text in nested, (place, text)


def texts(value):
    """Return every text in a JSON value but the names of types."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for name, item in value.items() if name != "@type" for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return []


def names(value):
    if isinstance(value, dict):
        own = [value["name"]] if "name" in value else []
        return own + [text for item in value.values() for text in names(item)]
    if isinstance(value, list):
        return [text for item in value for text in names(item)]
    return []


NO_WORDS = {"@context", "@type", "@id", "url", "sameAs", "inLanguage", "specialty", "unitCode"}
NO_WORDS |= {"relevantSpecialty", "datePublished", "dateModified", "lastReviewed", "dateCreated"}
NO_WORDS |= {"codingSystem"}


def named_texts(node):
    """Yield every text of a page's JSON-LD that is words, with the property it stands below."""
    for place, value in node.items():
        if place not in NO_WORDS:
            for text in words(value):
                yield place, text


def words(value):
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [
            text for name, item in value.items() if name not in NO_WORDS for text in words(item)
        ]
    if isinstance(value, list):
        return [text for item in value for text in words(item)]
    return []


@pytest.mark.django_db
def test_a_page_and_its_translation_name_each_other(client):
    source = published("condition", title="Arthritis", slug="arthritis")
    page = translated(source, title="Artritis", slug="artritis")
    english, spanish = read(client, source)["json_ld"], read(client, page)["json_ld"]

    assert english["workTranslation"] == [
        {
            "@type": "MedicalWebPage",
            "@id": spanish["@id"],
            "url": f"{FRONTEND}/es/enfermedades/artritis/",
            "inLanguage": "es",
        }
    ]
    assert spanish["translationOfWork"]["@id"] == english["@id"]
    assert "translationOfWork" not in english
    assert "workTranslation" not in spanish
    assert faults(english) == faults(spanish) == []

    source.unpublish()

    assert "translationOfWork" not in read(client, page)["json_ld"]


@pytest.mark.django_db
def test_a_treatment_is_possible_only_while_what_was_signed_of_it_says_so(client):
    status = {
        "jurisdiction": "European Union",
        "identifier": "",
        "statement": "<p>See your doctor.</p>",
    }
    treatment = published("procedure", title="Injection", slug="injection")
    page = published(treatments=[{"procedure": treatment}])
    assert [one["name"] for one in possible(client, page)] == ["Injection"]

    # A draft, which nobody has signed, changes nothing.
    treatment.regulatory_status = [("status", {**status, "status": "investigational"})]
    treatment.save_revision()
    assert [one["name"] for one in possible(client, page)] == ["Injection"]

    publish(treatment)
    assert possible(client, page) == []
    assert [one["title"] for one in read(client, page)["treatments"]] == ["Injection"]

    treatment.refresh_from_db()
    treatment.unpublish()
    assert possible(client, page) == []


def possible(client, page):
    node = read(client, page)["json_ld"]
    assert faults(node) == []
    return node["mainEntity"].get("possibleTreatment", [])


@pytest.mark.django_db
def test_the_records_of_references_are_in_no_answer(client):
    reference = ReferenceFactory(title="A study of joints", container_title="J Imagin Med")
    page = published(reference=reference, causes=f"<p>Unknown {cite(reference)}.</p>")

    answer = read(client, page)

    assert "record" not in answer["references"][0]
    assert answer["json_ld"]["citation"][0]["name"] == "A study of joints"


@pytest.mark.django_db
def test_where_a_page_is_is_said_from_the_home_page_down(client):
    page = published(title="Arthritis", slug="arthritis")

    trail = read(client, page)["json_ld"]["breadcrumb"]["itemListElement"]

    assert [(one["position"], one["item"]["@id"]) for one in trail] == [
        (1, f"{FRONTEND}/en/"),
        (2, f"{FRONTEND}/en/conditions/"),
        (3, f"{FRONTEND}/en/conditions/arthritis/"),
    ]
    assert trail[-1]["name"] == "Arthritis"


def test_the_specialties_to_choose_from_are_schema_orgs():
    assert members("MedicalSpecialty") == SPECIALTIES


def test_the_vocabulary_refuses_what_it_does_not_know():
    page = {"@context": "https://schema.org", "@type": "MedicalWebPage"}

    assert faults({**page, "@type": "Nonsense"})
    assert faults({**page, "nonsense": "x"})
    assert faults({**page, "signOrSymptom": "Pain"})
    assert faults({**page, "lastReviewed": "yesterday"})
    assert faults({**page, "aspect": "x"})
    assert faults({**page, "mainEntity": {"@id": "#nowhere"}})
    assert faults({**page, "specialty": "https://schema.org/Patient"})
    assert faults({**page, "reviewedBy": {"@type": "MedicalCondition", "name": "Gout"}})
    assert faults({**page, "citation": []})
    assert faults({**page, "name": " "})
    assert not faults({**page, "specialty": "https://schema.org/Rheumatologic"})


# Content as no editor would write it: whatever can be missing is, and every text is any text.

WORDS = st.text(min_size=0, max_size=30).map(str.strip)
HTML = WORDS.map(lambda words: f"<p>{words}</p><ul><li>{words}</li></ul>")
CODES = st.sampled_from(["icd-10", "mesh", ""])
STATUS = st.sampled_from(["approved", "cleared", "investigational", "not_approved", "off_label"])
URL = st.sampled_from(["https://www.example.org/en/a/", None])
MOMENTS = st.datetimes()
LITTLE = {"max_size": 2}


def blocks(kind, **fields):
    return st.lists(
        st.fixed_dictionaries(
            {"type": st.sampled_from(kind), "value": st.fixed_dictionaries({}, optional=fields)}
        ),
        **LITTLE,
    )


SIZE = st.fixed_dictionaries(
    {
        "url": st.just("https://cms.example.org/media/x.webp"),
        "width": st.integers(1, 9000),
        "height": st.integers(1, 9000),
    }
)
NAME = st.fixed_dictionaries(
    {}, optional={"family": WORDS, "given": WORDS, "literal": WORDS, "suffix": WORDS}
).filter(lambda name: name.get("family") or name.get("literal"))
RECORD = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(
            ["article-journal", "book", "chapter", "report", "thesis", "webpage", "document"]
        ),
        "title": WORDS,
        "author": st.lists(NAME, **LITTLE),
        "issued": st.sampled_from([{"date-parts": [[2020]]}, {"date-parts": [[2020, 3, 1]]}]),
        **dict.fromkeys(
            ("container-title", "ISSN", "ISBN", "volume", "issue", "page", "publisher"), WORDS
        ),
        "language": st.just("en"),
        "PMCID": st.just("PMC1"),
    },
)
REFERENCE = st.fixed_dictionaries(
    {
        "text": st.just("As formatted."),
        "doi": st.sampled_from(["10.1/x", None]),
        "pmid": st.sampled_from(["1", None]),
        "url": URL,
    },
    optional={"record": RECORD},
)
CONTENT = st.fixed_dictionaries(
    {
        "title": st.just("A title"),
        "quotation": st.fixed_dictionaries(
            {
                "text": st.just("I walk."),
                "original": st.sampled_from([None, {"text": "Camino.", "language": "es"}]),
            }
        ),
    },
    optional={
        "summary": WORDS,
        "author": st.sampled_from(
            [
                None,
                {"name": "Ada"},
                {"name": "Ada", "credentials": "MD"},
                {"name": "Ada", "credentials": ""},
            ]
        ),
        "hero_image": st.fixed_dictionaries(
            {
                "alt": WORDS,
                "renditions": st.dictionaries(
                    st.sampled_from(["width-480", "original", "fill-9x9"]), SIZE
                ),
            }
        ),
        "references": st.lists(REFERENCE, **LITTLE),
        "codes": st.lists(st.fixed_dictionaries({"system": CODES, "code": WORDS}), **LITTLE),
        "symptoms": blocks(
            ["symptom"], name=WORDS, description=HTML, code_system=CODES, code=WORDS
        ),
        "stages": blocks(["stage"], name=WORDS, description=HTML),
        "causes": HTML,
        "risk_factors": HTML,
        "what_it_is": HTML,
        "preparation": HTML,
        "follow_up": HTML,
        "steps": blocks(["step"], title=WORDS, description=HTML),
        "criteria": blocks(["include", "exclude"], text=HTML),
        "adverse_effects": blocks(["adverse_effect"], effect=WORDS),
        "regulatory_status": blocks(["status"], jurisdiction=WORDS, status=STATUS, statement=HTML),
        "faq": blocks(["question"], question=WORDS, answer=HTML),
        "display_name": WORDS,
        "story_date": st.sampled_from(["2024-02-01", None]),
    },
)
RELATED = st.builds(
    Related,
    kind=st.sampled_from(["pages.ConditionPage", "pages.ProcedurePage", "clinic.AdvicePage"]),
    name=st.just("Another"),
    url=URL,
    regulatory_status=blocks(["status"], status=STATUS),
)
PLACES = st.lists(st.tuples(st.just("A place"), st.just("https://www.example.org/en/")), **LITTLE)
AROUND = st.builds(
    Surroundings,
    url=URL,
    reviewer_name=st.just("Eva Ruiz"),
    reviewer_credentials=st.sampled_from(["MD", ""]),
    reviewed_at=MOMENTS,
    published_at=st.none() | MOMENTS,
    modified_at=st.none() | MOMENTS,
    website=st.sampled_from(
        [
            Website(),
            Website(name="Clinic"),
            Website(
                name="Clinic",
                url="https://www.example.org/",
                publisher={
                    "@type": "Hospital",
                    "@id": "https://www.example.org/#organization",
                    "name": "Clinic",
                    "url": "https://www.example.org/",
                },
            ),
        ]
    ),
    trail=PLACES,
    source=st.none() | st.just(("en", "https://www.example.org/en/b/")),
    translations=st.sampled_from([[], [("es", "https://www.example.org/es/a/")]]),
    related=st.lists(RELATED, **LITTLE),
    specialties=st.lists(st.sampled_from(sorted(SPECIALTIES)), **LITTLE),
)


@settings(max_examples=200)
@given(
    content=CONTENT,
    around=AROUND,
    kind=st.sampled_from(
        ["pages.ConditionPage", "pages.ProcedurePage", "pages.TestimonialPage", "clinic.Advice"]
    ),
)
def test_whatever_a_page_says_schema_org_knows(content, around, kind):
    node = completed(described(content, kind=kind, language="en"), around)

    assert faults(node) == []
    possible = node.get("mainEntity", {}).get("possibleTreatment", [])
    investigational = [
        other.name
        for other in around.related
        if any(
            block["value"].get("status") not in ("approved", "cleared")
            for block in other.regulatory_status
        )
    ]
    assert len(possible) <= len(around.related) - len(investigational)
