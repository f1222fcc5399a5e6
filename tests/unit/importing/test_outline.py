"""Title, sections, and what is cleared away because of what stands around it."""

from __future__ import annotations

import pytest

from pages.content.importing.outline import Outline, Section, read_outline
from pages.content.importing.refusals import ImportRefused
from tests.factories.importing import source_of

LONG = "Words that say something about the condition and its course. " * 5


def outline_of(text: str, *, ending: str = "txt", language: str = "en") -> Outline:
    return read_outline(source_of(text, ending=ending), page_type="condition", language=language)


def codes(outline: Outline) -> list[tuple[int, str]]:
    return [(left.line, left.code) for left in outline.left_out]


def headings(sections: tuple[Section, ...] | list[Section]) -> list[str]:
    return [section.heading for section in sections]


def test_the_first_heading_is_the_title():
    outline = outline_of("Gout\n\nAn inflammation.\n\nCauses\n\nCrystals.")
    assert (outline.title, outline.title_line) == ("Gout", 1)
    assert len(outline.intro) == 1
    assert headings(outline.sections) == ["Causes"]


def test_a_name_of_an_image_before_the_title_is_not_the_title():
    outline = outline_of("gout in the foot\n\nGout\n\nText.")
    assert outline.title == "Gout"
    assert codes(outline) == [(1, "image_name")]


def test_a_title_may_be_repeated_below_itself():
    outline = outline_of("Gout\n\nGOUT\n\nText.")
    assert outline.title == "Gout"
    assert codes(outline) == [(3, "repeated_heading")]


def test_a_heading_without_text_is_left_out_and_reported():
    outline = outline_of("Gout\n\nText.\n\nOur view\n\nCauses\n\nCrystals.\n\nMore")
    assert sorted(codes(outline)) == [(5, "empty_heading"), (11, "empty_heading")]
    assert [notice.line for notice in outline.notices] == [11, 5]


def test_a_heading_above_lower_headings_is_not_empty():
    outline = outline_of("<h1>Gout</h1><h2>Course</h2><h3>Early</h3><p>Text.</p>", ending="html")
    (course,) = outline.sections
    assert headings(course.subsections) == ["Early"]


def test_repeated_lines_without_text_are_names_of_images():
    outline = outline_of("Gout\n\nA\n\nText.\n\nGout Foot\n\nB\n\nText.\n\nGout Foot\n\nC\n\nText.")
    assert codes(outline) == [(7, "image_name"), (13, "image_name")]


def test_sections_of_the_same_heading_that_follow_each_other_are_joined():
    outline = outline_of("Gout\n\nIce packs\n\nOne thing.\n\nIce Packs\n\nAnother thing.")
    (section,) = outline.sections
    assert len(section.content) == 2
    assert codes(outline) == [(7, "repeated_heading")]


def test_sections_of_the_same_heading_far_apart_stay_and_are_reported():
    outline = outline_of("Gout\n\nIce\n\nOne.\n\nRest\n\nTwo.\n\nIce\n\nThree.")
    assert headings(outline.sections) == ["Ice", "Rest", "Ice"]
    assert [(notice.line, notice.code) for notice in outline.notices] == [(11, "repeated_heading")]


def test_what_stands_below_our_blog_goes_with_it():
    outline = outline_of(
        "Gout\n\nText.\n\nOur Blog\n\nTen tips for healthy knees.\n\nCauses\n\nCrystals."
    )
    assert headings(outline.sections) == ["Causes"]
    assert codes(outline) == [(5, "site_section"), (7, "around_left_out")]


def test_a_heading_above_nothing_but_buttons_goes_with_them():
    outline = outline_of(f"Gout\n\n{LONG}\n\nIs it right for you?\n\nBook your appointment now")
    assert codes(outline) == [(7, "call_to_action"), (5, "around_left_out")]
    assert outline.sections == ()


def test_short_pieces_between_buttons_at_the_end_go_with_them():
    outline = outline_of(f"Gout\n\n{LONG}\n\nContact us\n\nWe are nice.\n\nRead more")
    assert ("around_left_out", "We are nice.") in [
        (left.code, left.text) for left in outline.left_out
    ]


def test_a_button_in_the_middle_takes_nothing_with_it():
    outline = outline_of(
        f"Gout\n\n{LONG}\n\nBook your appointment now\n\nIce helps.\n\nCauses\n\nCrystals."
    )
    assert codes(outline) == [(5, "call_to_action")]
    assert len(outline.intro) == 2


def test_a_short_answer_after_a_button_is_kept():
    outline = outline_of(f"Gout\n\n{LONG}\n\nContact us\n\nDoes it hurt?\n\nNo.")
    assert headings(outline.sections) == ["Does it hurt?"]


def test_questions_below_a_heading_of_questions_are_nested():
    outline = outline_of("Gout\n\nText.\n\nFAQ\n\nDoes it hurt?\n\nNo.\n\nCauses\n\nCrystals.")
    faq, causes = outline.sections
    assert (faq.kind, headings(faq.subsections)) == ("faq", ["Does it hurt?"])
    assert causes.kind == "causes"


def test_stages_with_headings_of_their_own_are_nested():
    outline = outline_of("Gout\n\nText.\n\nStages of gout\n\nStage one\n\nA.\n\nStage two\n\nB.")
    (stages,) = outline.sections
    assert headings(stages.subsections) == ["Stage one", "Stage two"]


def test_what_stands_above_the_title_of_a_web_page_is_left_out():
    outline = outline_of("<p>A Clinic</p><h1>Gout</h1><p>Text.</p>", ending="html")
    assert codes(outline) == [(1, "page_part")]


def test_broken_characters_are_pointed_out():
    outline = outline_of("Gout\n\nSeÃ±ales claras.")
    assert [(notice.line, notice.code) for notice in outline.notices] == [(3, "garbled")]


@pytest.mark.parametrize(
    "text",
    [
        "just one line without anything below it.",
        "Gout",
        "a,b,c\n1,2,3\n",
        "Home | About | Contact\n\nBook your appointment\n\nText.",
        "....\n\n----\n\n????",
    ],
)
def test_what_does_not_look_like_a_page_is_refused(text):
    with pytest.raises(ImportRefused, match="looks like a page"):
        outline_of(text)


def test_html_without_text_is_refused():
    with pytest.raises(ImportRefused, match="looks like a page"):
        outline_of("<html><script>x</script><h1>Gout</h1></html>", ending="html")
