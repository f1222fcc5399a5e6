"""From a file to the values of a page: the samples, and small texts for each rule."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.content.importing.drafting import LONGEST_SUMMARY, LONGEST_TITLE, first_sentences
from pages.content.importing.refusals import ImportRefused
from tests.factories.importing import (
    CONDITION,
    CONDITION_ES,
    CONDITION_HTML,
    PROCEDURE_ES,
    PROCEDURE_HTML,
    draft_of,
    left_out,
    values,
    words,
    words_of,
)


def notices(draft):
    return {notice.code for notice in draft.notices}


# The samples


def test_the_sample_becomes_what_a_careful_editor_would_make_of_it():
    draft = draft_of(CONDITION)
    assert draft.title == "How Shockwave Sessions Helps with Frozen Shoulder"
    assert draft.summary.startswith("Frozen shoulder is a painful stiffening")
    assert [section["heading"] for section in values(draft, "body")] == [
        "Shockwave Treatment for Frozen Shoulder",
        "How does a course of shockwave treatment work?",
        "Success rate of shockwave treatment",
        "The trouble with waiting",
        "What is Frozen Shoulder?",
        "Symptoms of frozen shoulder",
    ]
    assert [entry["question"] for entry in values(draft, "faq")] == [
        "How long does one session take?",
        "Can I drive home afterwards?",
        "Is it the same as a torn tendon?",
        "Will it come back?",
    ]
    assert draft.values["causes"].startswith("<p>Why the capsule")
    assert draft.values["urgent_care"].startswith("<p>If the shoulder became hot")


def test_symptoms_of_the_sample_are_nested():
    symptoms = values(draft_of(CONDITION), "symptoms")
    assert [symptom["name"] for symptom in symptoms] == [
        "Deep ache in the upper arm",
        "Pain at night when lying on the affected side",
        "Loss of movement, the outward turn first",
        "Trouble in daily life",
        "Wasting of the shoulder muscles",
    ]
    assert [part["name"] for part in symptoms[3]["children"]] == [
        "Combing one's hair",
        "Reaching a back pocket",
        "Putting on a coat",
    ]


def test_stages_of_the_sample_have_names_and_descriptions():
    stages = values(draft_of(CONDITION), "stages")
    assert [stage["name"] for stage in stages] == [
        "Stage One",
        "Stage Two",
        "Stage Three",
        "Stage Four",
    ]
    assert stages[2]["description"] == (
        "<p>Frozen; the pain eases while the joint hardly moves.</p>"
    )


def test_references_of_the_sample_are_found_without_a_heading():
    draft = draft_of(CONDITION)
    assert [(entry.line, entry.number) for entry in draft.references] == [(94, 0), (95, 1), (96, 2)]
    assert draft.references[1].text.startswith("Neviaser AS")
    assert "unnumbered_reference" in notices(draft)
    assert "Zuckerman" not in str(draft.values)


def test_leftovers_of_the_sample_are_reported_with_their_lines():
    lines = {(left.line, left.code) for left in draft_of(CONDITION).left_out}
    assert lines == {
        (1, "language_switcher"),
        (13, "repeated_heading"),
        (31, "image_name"),
        (79, "image_name"),
        (99, "around_left_out"),
        (101, "call_to_action"),
        (102, "call_to_action"),
        (104, "form"),
        (106, "around_left_out"),
        (108, "call_to_action"),
        (109, "call_to_action"),
        (111, "site_section"),
        (113, "site_section"),
        (115, "chat"),
    }


def test_the_web_page_yields_the_same_kinds_of_things():
    draft = draft_of(CONDITION_HTML)
    assert draft.title == "Frozen Shoulder"
    assert draft.summary == draft.search_description
    assert [block["type"] for block in draft.values["body"]] == [
        "section",
        "section",
        "section",
        "table",
    ]
    first = values(draft, "body")[0]["text"]
    assert "<b>painful stiffening</b>" in first
    assert "<i>thickens &amp; shrinks</i><sup>1</sup>" in first
    assert '<a href="https://www.example.org/shoulder?a=1&amp;b=2">leaflet</a>' in first
    assert "not this or that." in first
    assert values(draft, "symptoms")[1]["children"] == [
        {"name": "Combing one's hair"},
        {"name": "Putting on a coat"},
    ]
    assert values(draft, "symptoms")[2]["name"] == "Stiffness"
    assert values(draft, "symptoms")[2]["description"] == "<p>the outward turn is lost first</p>"
    assert [stage["name"] for stage in values(draft, "stages")] == [
        "Stage 1: Freezing",
        "Stage 2: Frozen",
    ]
    assert draft.values["risk_factors"].startswith("<ul><li>Diabetes</li>")
    assert values(draft, "faq")[1]["answer"] == (
        "<p>Yes:</p><ul><li>on your back,</li><li>in warm water.</li></ul>"
    )
    assert values(draft, "body")[3]["caption"] == "Months until movement returned"
    assert [entry.number for entry in draft.references] == [1, 2]


def test_a_spanish_page_is_recognised_as_an_english_one_is():
    draft = draft_of(CONDITION_ES, language="es")
    assert draft.title == "Cómo Ayuda el Frío Local en la Gota"
    assert draft.summary.startswith("La gota es una inflamación")
    assert [section["heading"] for section in values(draft, "body")] == [
        "¿Qué es la gota?",
        "Síntomas de la gota",
    ]
    assert len(values(draft, "symptoms")) == 5
    assert values(draft, "symptoms")[3]["name"] == "Síntomas generales durante el ataque"
    assert values(draft, "stages")[0]["name"] == "Etapa uno"
    assert {"causes", "risk_factors", "urgent_care"} <= draft.values.keys()
    assert len(values(draft, "faq")) == 3
    assert [entry.number for entry in draft.references] == [1, 2]
    assert {
        "language_switcher",
        "image_name",
        "call_to_action",
        "form",
        "site_section",
        "chat",
    } == {left.code for left in draft.left_out}


def test_a_procedure_is_mapped_to_its_own_fields():
    draft = draft_of(PROCEDURE_HTML, page_type="procedure")
    assert draft.title == "Steroid Injection of the Knee"
    assert draft.values["what_it_is"].startswith("<p>A small amount")
    assert draft.values["preparation"].startswith("<p>Eat and drink")
    assert draft.values["recovery"].startswith("<p>Spare the knee")
    assert draft.values["follow_up"].startswith("<p>We ring you")
    assert draft.values["alternatives"].startswith("<p>Exercise")
    assert [block["type"] for block in draft.values["criteria"]] == [
        "include",
        "include",
        "exclude",
    ]
    steps = values(draft, "steps")
    assert [step["title"] for step in steps] == ["Cleaning", "Injection", "Rest"]
    assert (steps[1]["minimum_minutes"], steps[1]["maximum_minutes"]) == (1, 2)
    assert steps[2]["description"] == "<p>You stay for half an hour.</p>"
    effects = values(draft, "adverse_effects")
    assert [(effect["effect"], effect["frequency"]) for effect in effects] == [
        ("Bruise", "common"),
        ("Infection of the joint", "very_rare"),
    ]
    assert draft.values["risks"] == (
        "<p>Most are harmless.</p><h3>Risks</h3><p>Diabetics may see high sugar for some days.</p>"
    )
    assert values(draft, "body")[0]["heading"] == "Success rate"
    assert "outcomes" in notices(draft)
    assert left_out(draft) == {
        "Harbour Joint Clinic": "page_part",
        "You may be treated if you have:": "lead_in",
    }


def test_a_spanish_procedure_is_mapped_to_its_own_fields():
    draft = draft_of(PROCEDURE_ES, page_type="procedure", language="es")
    assert {"what_it_is", "preparation", "recovery", "follow_up", "risks", "alternatives"} <= (
        draft.values.keys()
    )
    assert [block["type"] for block in draft.values["criteria"]] == [
        "include",
        "include",
        "exclude",
    ]
    assert values(draft, "steps")[1]["maximum_minutes"] == 2
    assert [entry["question"] for entry in values(draft, "faq")] == ["¿Duele?"]
    assert left_out(draft) == {"Reserve su cita hoy": "call_to_action"}


@pytest.mark.parametrize(
    ("path", "page_type", "language"),
    [
        (CONDITION, "condition", "en"),
        (CONDITION_ES, "condition", "es"),
        (PROCEDURE_ES, "procedure", "es"),
    ],
)
def test_no_word_of_a_sample_is_lost(path, page_type, language):
    draft = draft_of(path, page_type=page_type, language=language)
    assert not words(path.read_text(encoding="utf-8")) - words_of(draft)


# Single rules


def page(text: str, **options):
    return draft_of(f"Gout\n\nAn inflammation of joints.\n\n{text}", **options)


def test_the_first_paragraph_is_the_summary_and_is_not_repeated():
    draft = page("Causes\n\nCrystals.")
    assert draft.summary == "An inflammation of joints."
    assert "body" not in draft.values


def test_more_text_above_the_first_heading_becomes_a_section_to_be_named():
    draft = page("It comes at night.\n\nCauses\n\nCrystals.")
    assert values(draft, "body") == [{"heading": "", "text": "<p>It comes at night.</p>"}]
    assert "overview" in notices(draft)


def test_a_summary_that_is_missing_is_taken_from_the_definition():
    draft = draft_of(
        "Gout\n\nCauses\n\nCrystals do it.\n\nWhat is gout?\n\nA disease of joints. Old."
    )
    assert draft.summary == "A disease of joints. Old."
    assert "summary" in notices(draft)
    assert values(draft, "body")[0]["text"] == "<p>A disease of joints. Old.</p>"


def test_questions_that_name_a_field_go_to_the_field():
    draft = page("What causes gout?\n\nCrystals.\n\nDoes it hurt?\n\nYes.")
    assert draft.values["causes"] == "<p>Crystals.</p>"
    assert [entry["question"] for entry in values(draft, "faq")] == ["Does it hurt?"]


def test_a_long_answer_becomes_a_section():
    draft = page("Does it hurt?\n\n" + "It does. " * 300)
    assert values(draft, "body")[0]["heading"] == "Does it hurt?"
    assert "long_answer" in notices(draft)


def test_below_a_heading_of_questions_everything_is_one():
    draft = page("# FAQ\n\n## Pain\n\nSome.\n\n## Does it pass?\n\nYes.")
    assert [entry["question"] for entry in values(draft, "faq")] == ["Pain", "Does it pass?"]


def test_symptoms_without_a_list_stay_in_the_text():
    draft = page("Symptoms\n\nPain and swelling.")
    assert "symptoms" not in draft.values
    assert values(draft, "body")[0]["heading"] == "Symptoms"
    assert "symptoms" in notices(draft)


def test_symptoms_with_headings_of_their_own_become_symptoms():
    draft = draft_of(
        "<h1>Gout</h1><h2>Symptoms</h2><h3>Attack</h3><p>Sudden pain.</p><ul><li>at night</ul>"
        "<h3>Tophi</h3><p>Hard lumps.</p>",
        ending="html",
    )
    assert values(draft, "symptoms") == [
        {
            "name": "Attack",
            "description": "<p>Sudden pain.</p>",
            "children": [{"name": "at night"}],
        },
        {"name": "Tophi", "description": "<p>Hard lumps.</p>", "children": []},
    ]


def test_deeper_levels_of_symptoms_are_put_on_the_second():
    draft = page("Symptoms\n\n- pain\n  - night\n    - late\n  - day")
    (symptom,) = values(draft, "symptoms")
    assert [part["name"] for part in symptom["children"]] == ["night", "late", "day"]
    assert "deep_list" in notices(draft)


def test_an_item_with_a_name_in_front_is_divided_with_its_markup():
    draft = draft_of(
        "<h1>Gout</h1><p>Text.</p><h2>Symptoms</h2>"
        "<ul><li><b>Pain &amp; heat: very <i>bad</i></b> at night</ul>",
        ending="html",
    )
    (symptom,) = values(draft, "symptoms")
    assert symptom["name"] == "Pain & heat"
    assert symptom["description"] == "<p><b>very</b> <b><i>bad</i></b> at night</p>"


@pytest.mark.parametrize(
    ("item", "name", "description"),
    [
        ("Stage 1: Mild.", "Stage 1", "<p>Mild.</p>"),
        ("Stage II – Moderate", "Stage II", "<p>Moderate</p>"),
        ("Stage one (mild) with pain", "Stage one", "<p>(mild) with pain</p>"),
        ("Stage three. Severe.", "Stage three", "<p>Severe.</p>"),
        ("Mild - little pain", "Mild", "<p>little pain</p>"),
        ("Mild", "Mild", ""),
    ],
)
def test_stages_are_divided_into_name_and_description(item, name, description):
    draft = page(f"Stages\n\n- {item}\n- Stage 9: x")
    assert values(draft, "stages")[0] == {"name": name, "description": description}


def test_stages_in_paragraphs_are_found():
    draft = page("Stages\n\nThere are two.\n\nStage 1: Mild pain.\n\nStage 2: Severe pain.")
    assert [stage["name"] for stage in values(draft, "stages")] == ["Stage 1", "Stage 2"]
    assert values(draft, "body") == [{"heading": "Stages", "text": "<p>There are two.</p>"}]


def test_a_second_section_for_a_field_follows_below_its_heading():
    draft = page("Causes\n\nCrystals.\n\nWhat causes an attack?\n\nBeer.")
    assert draft.values["causes"] == ("<p>Crystals.</p><h3>What causes an attack?</h3><p>Beer.</p>")


def test_risk_factors_below_causes_go_to_their_own_field():
    draft = page("# Causes\n\nCrystals.\n\n## Risk factors\n\nBeer.\n\n## In the kidney\n\nStones.")
    assert draft.values["causes"] == "<p>Crystals.</p><h3>In the kidney</h3><p>Stones.</p>"
    assert draft.values["risk_factors"] == "<p>Beer.</p>"


def test_references_below_a_heading_may_be_paragraphs():
    draft = page(
        "References\n\n[1] Dalbeth N. Gout. Lancet. 2021;397:1843-55.\n\n"
        "[2] A page of a ministry, read in 2020, without any name of an author.\n\nSee also"
    )
    assert [(entry.number, entry.text[:8]) for entry in draft.references] == [
        (1, "Dalbeth "),
        (2, "A page o"),
    ]


def test_a_list_that_mentions_years_is_no_list_of_references():
    draft = page("History\n\n- In 1797 somebody described gout at length.\n- In 1950 a drug came.")
    assert not draft.references


def test_a_title_of_many_lines_is_cut_to_what_a_page_takes():
    draft = draft_of(f"<h1>{'Gout and more ' * 40}</h1><p>Text.</p>", ending="html")
    assert len(draft.title) <= LONGEST_TITLE
    assert "title" in notices(draft)


def test_steps_below_headings_of_their_own_are_steps():
    draft = page(
        "Steps\n\nStep 1\n\nCleaning takes about 5 minutes.\n\nStep 2\n\nInjection.",
        page_type="procedure",
    )
    assert [(step["title"], step["minimum_minutes"]) for step in values(draft, "steps")] == [
        ("Step 1", 5),
        ("Step 2", None),
    ]


def test_steps_without_a_list_stay_in_the_text():
    draft = page("The procedure\n\nFirst this, then that.", page_type="procedure")
    assert "steps" not in draft.values
    assert "steps" in notices(draft)


def test_text_above_the_first_heading_of_a_procedure_says_what_it_is():
    draft = page("It is quick.\n\nRecovery\n\nRest.", page_type="procedure")
    assert draft.values["what_it_is"] == "<p>It is quick.</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It takes 15 to 20 minutes.", (15, 20)),
        ("Takes 1 or 2 hours", (60, 120)),
        ("entre 15 y 20 minutos", (15, 20)),
        ("unos 30 min", (30, 30)),
        ("1 hora", (60, 60)),
        ("20–15 minutes", (None, None)),
        ("5 minutes, then 10 minutes", (None, None)),
        ("in 2019", (None, None)),
        ("3 minimal cuts", (None, None)),
    ],
)
def test_durations_are_read_where_there_is_just_one(text, expected):
    from pages.content.importing.procedure import minutes

    assert minutes(text) == expected


def test_sentences_are_taken_whole():
    assert first_sentences("One is short. Two is short. Three.", longest=30) == (
        "One is short. Two is short."
    )
    assert len(first_sentences("word " * 400)) <= LONGEST_SUMMARY
    assert first_sentences("It is 1.5 mg. More.", longest=5) == "It is 1.5 mg."


# Whatever the file

lines = st.one_of(
    st.sampled_from(
        [
            "",
            "",
            "Symptoms",
            "Stages",
            "References",
            "FAQ",
            "Causes:",
            "Does it hurt?",
            "Our Blog",
            "Book your appointment",
            "× Chat",
            "- pain",
            "  - at night",
            "    - late",
            "1. Smith A, Jones B. Title. J Pain. 2010;3:1-2.",
            "(1) Hand C, Clipsham K. Long-term outcome. J Elbow. 2008;17:231-6.",
            "- Stage one: mild",
            "Stage two – severe. Really",
            "stem cells for everything",
            "A sentence that says something. And another.",
            "# A heading",
            "=====",
            "Home | About | Blog",
            "Preparation",
            "Side effects",
            "Who is a candidate?",
            "Steps",
        ]
    ),
    st.text(alphabet="aB cÑ.:?-•1([ \t<&", max_size=40),
)


@settings(max_examples=200)
@given(
    st.lists(lines, max_size=40).map("\n".join),
    st.sampled_from(["condition", "procedure"]),
    st.sampled_from(["en", "es"]),
)
def test_of_any_text_every_word_is_in_the_draft_or_reported(text, page_type, language):
    try:
        draft = draft_of(f"Title\n\n{text}", page_type=page_type, language=language)
    except ImportRefused:
        return
    assert not words(text) - words_of(draft)
    assert draft.title


@given(st.lists(lines, max_size=30).map(lambda parts: "<p>".join(parts)))
def test_any_web_page_becomes_a_draft_or_is_refused(text):
    try:
        draft = draft_of(f"<h1>Title</h1><p>{text}", ending="html")
    except ImportRefused:
        return
    assert draft.title


def test_the_time_grows_with_the_length_and_not_faster():
    text = "Title\n\nText.\n\n" + "Does it hurt?\n\nNo.\n\n- a\n  - b\n\nContact us\n\n" * 4000
    assert draft_of(text).title == "Title"
