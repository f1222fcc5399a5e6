import io

import PIL.Image
import pytest
from django.core.files.images import ImageFile
from wagtail.models import Page

from pages.content.condition import ConditionPage
from pages.content.index import ConditionIndexPage
from pages.content.procedure import ProcedurePage
from pages.content.testimonial import TestimonialPage
from pages.publishing.values import PLACES_AND_TIMES, content_fields
from pages.review import fingerprint, row_fingerprint
from tests.factories.content import (
    ConditionPageFactory,
    ProcedurePageFactory,
    TestimonialPageFactory,
    a_reference,
    an_image,
    home,
    index_page,
    section,
)
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import make_review_workflow, make_user, publish_signed

pytestmark = pytest.mark.django_db

FACTORIES = [ConditionPageFactory, ProcedurePageFactory, TestimonialPageFactory]


def fresh(page):
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def page():
    disclaimers_in("en", "medical-information")
    make_review_workflow(home())
    return ConditionPageFactory(
        complete=True,
        hero_image=an_image(),
        hero_alt="A hand.",
        codes=[{"system": "icd-10", "code": "M10.9"}, {"system": "mesh", "code": "D006073"}],
    )


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("factory", FACTORIES)
def test_a_fingerprint_is_64_hexadecimal_digits_and_the_same_when_asked_twice(factory, language):
    page = factory(complete=True, language=language)
    assert len(fingerprint(page)) == 64
    assert int(fingerprint(page), 16) >= 0
    assert fingerprint(page) == fingerprint(fresh(page))


@pytest.mark.parametrize("factory", FACTORIES)
def test_a_draft_read_from_its_revision_has_the_fingerprint_of_the_row(factory):
    page = factory(complete=True)
    assert fingerprint(page.get_latest_revision().as_object()) == fingerprint(fresh(page))


def test_publishing_moving_renaming_and_commenting_change_nothing(page):
    before = fingerprint(page)
    live = publish_signed(page)
    assert fingerprint(live) == before
    live.slug = "another"
    live.save()
    live.show_in_menus = True
    live.save()
    live.move(index_page(ConditionIndexPage), pos="first-child")
    assert fingerprint(fresh(page)) == before
    live = fresh(page)
    live.wagtail_admin_comments.create(
        user=make_user(), text="Is this right?", contentpath="summary"
    )
    assert fingerprint(live) == before


def test_saving_unchanged_content_again_changes_nothing(page):
    before = fingerprint(page)
    for _ in range(3):
        page.save_revision()
        page = fresh(page)
        page.save()
    assert fingerprint(page.get_latest_revision().as_object()) == before


def change_text(page):
    page.summary += "."


def change_title(page):
    page.title = "Gouty arthritis"


def change_seo(page):
    page.search_description = "Something else."


def change_block_text(page):
    raw = list(page.body.raw_data)
    raw[0]["value"]["heading"] = "Another heading"
    page.body = page.body.stream_block.to_python(raw)


def change_block_order(page):
    raw = [dict(block) for block in page.body.raw_data]
    raw += [section("es", a_reference()), section("en", a_reference())]
    page.body = page.body.stream_block.to_python(list(reversed(raw)))


def change_inline_child(page):
    child = page.codes.first()
    child.code = "M10.0"
    page.codes.add(child)


def change_order_of_inline_children(page):
    first, second = page.codes.all()
    first.sort_order, second.sort_order = second.sort_order, first.sort_order
    page.codes.set([first, second])


def remove_inline_child(page):
    page.codes.remove(page.codes.first())


def change_alternative_text(page):
    page.hero_alt = "A foot."


def remove_author(page):
    page.author = None


@pytest.mark.parametrize(
    "change",
    [
        change_text,
        change_title,
        change_seo,
        change_block_text,
        change_block_order,
        change_inline_child,
        change_order_of_inline_children,
        remove_inline_child,
        change_alternative_text,
        remove_author,
    ],
)
def test_what_the_public_would_read_differently_is_another_fingerprint(page, change):
    before = fingerprint(page)
    change(page)
    assert fingerprint(page) != before
    assert row_fingerprint(page) != row_fingerprint(fresh(page))


def test_a_corrected_reference_is_another_fingerprint_but_the_same_row(page):
    before, row_before = fingerprint(page), row_fingerprint(page)
    reference = a_reference()
    reference.year = 2021
    reference.save()
    assert fingerprint(fresh(page)) != before
    assert row_fingerprint(fresh(page)) == row_before


def test_a_private_note_on_a_reference_is_nothing_the_public_reads(page):
    before = fingerprint(page)
    reference = a_reference()
    reference.note = "Ask the librarian for the full text."
    reference.save()
    assert fingerprint(fresh(page)) == before


def test_other_bytes_behind_the_same_image_are_another_fingerprint(page):
    before = fingerprint(page)
    buffer = io.BytesIO()
    PIL.Image.new("RGB", (20, 20), "teal").save(buffer, "PNG")
    image = page.hero_image
    image.file = ImageFile(buffer, name="other.png")
    image._set_file_hash()
    image.save()
    assert fingerprint(fresh(page)) != before


def test_the_same_words_in_another_language_are_another_fingerprint(page):
    before = fingerprint(page)
    page.locale = home("es").locale
    assert fingerprint(page) != before


@pytest.mark.parametrize("model", [ConditionPage, ProcedurePage, TestimonialPage])
def test_every_content_field_of_every_type_is_covered(model):
    covered = {field.name for field in content_fields(model)}
    left_out = {field.name for field in model._meta.concrete_fields} - covered
    assert left_out <= PLACES_AND_TIMES


def test_what_is_not_signed_are_fields_of_wagtails_own_page_and_named_one_by_one():
    """A field of ours or of a site is never left out because it is called like one of them."""
    own = {field.name for field in Page._meta.concrete_fields}
    signed = {field.name for field in content_fields(Page)}

    assert signed == {"title", "seo_title", "search_description"}
    assert own - signed == PLACES_AND_TIMES - {"page_ptr"}


def with_editor_keys(page):
    """Number the page's paragraphs as the editor does when a browser saves them."""
    page.causes = page.causes.replace("<p>", '<p data-block-key="a1b2c">')
    raw = [dict(block) for block in page.body.raw_data]
    raw[0]["value"]["text"] = raw[0]["value"]["text"].replace("<p>", '<p data-block-key="x9y8z">')
    page.body = page.body.stream_block.to_python(raw)
    return page


def test_the_editors_own_numbering_of_paragraphs_is_no_change(page):
    before = fingerprint(page)
    assert fingerprint(with_editor_keys(page)) == before


def test_a_live_page_whose_paragraphs_were_numbered_is_published_again_without_a_signature(page):
    live = publish_signed(page)
    numbered = with_editor_keys(fresh(live))
    numbered.save_revision().publish()
    assert fresh(live).live
    assert "data-block-key" in fresh(live).causes
    assert fresh(live).approvals.count() == 1


def test_words_that_look_like_the_editors_numbering_are_words(page):
    """Whoever wrote them could otherwise publish them unsigned."""
    before = fingerprint(page)
    raw = [dict(block) for block in page.body.raw_data]
    raw[0]["value"]["heading"] += ' data-block-key="Cures everything."'
    page.body = page.body.stream_block.to_python(raw)
    assert fingerprint(page) != before


def test_nor_are_they_taken_for_it_within_a_paragraph(page):
    before = fingerprint(page)
    page.causes = page.causes.replace("</p>", ' data-block-key="Cures everything."</p>')
    assert fingerprint(page) != before
