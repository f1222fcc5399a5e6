"""A change is settled when the stored answers that rest on it have been made again."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pages.citations.models import Reference
from pages.delivery.feed import settling, targets
from pages.delivery.feed.settling import awaits_settling, settle
from pages.delivery.models import PublicChange, PublishedDocument
from tests.factories.delivery import link_to, publish, published, translated

pytestmark = pytest.mark.django_db


def stored(page) -> dict:
    return json.loads(PublishedDocument.objects.get(page=page).answer)


def linking_to(target):
    return published(slug="linking", urgent_care=f"<p>Ask about {link_to(target, 'it')}.</p>")


def hash_of(page) -> str:
    return PublishedDocument.objects.get(page=page).answer_hash


def test_a_publication_stores_its_answer_in_its_own_transaction():
    page = published(title="Gout")
    assert stored(page)["title"] == "Gout"


def test_the_answer_of_a_page_learns_of_its_new_translation():
    source = published(slug="gout")
    settle()
    assert stored(source)["meta"]["alternates"] == []
    translation = translated(source, slug="gota")
    assert awaits_settling(PublishedDocument.objects.get(page=source))
    settle()
    [alternate] = stored(source)["meta"]["alternates"]
    assert alternate["html_url"] == "https://www.example.org/es/enfermedades/gota/"
    assert stored(translation)["meta"]["alternates"][0]["locale"] == "en"


def test_the_answer_of_a_page_learns_that_a_page_it_links_to_is_renamed():
    target = published(title="Gout", slug="gout")
    page = linking_to(target)
    settle()
    assert "/conditions/gout/" in json.dumps(stored(page))
    target.slug = "gout-2"
    target.save()
    settle()
    assert "/conditions/gout-2/" in json.dumps(stored(page))


def test_the_answer_of_a_page_learns_the_new_title_of_a_page_that_it_shows():
    subject = published(title="Gout", slug="gout")
    story = published("testimonial", condition=subject)
    settle()
    assert stored(story)["condition"]["title"] == "Gout"
    assert '"name": "Gout"' in json.dumps(stored(story)["json_ld"])
    subject.title = "Podagra"
    publish(subject)
    settle()
    assert stored(story)["condition"]["title"] == "Podagra"
    assert '"Gout"' not in json.dumps(stored(story))


def test_the_answer_of_a_page_learns_the_new_title_of_the_page_above_it():
    page = published(slug="gout")
    settle()
    above = page.get_parent().specific
    above.title = "Illnesses"
    above.save_revision().publish()
    settle()
    assert stored(page)["meta"]["parent"]["title"] == "Illnesses"


def test_a_link_to_a_page_that_leaves_the_public_becomes_text():
    target = published(title="Gout", slug="gout")
    page = linking_to(target)
    settle()
    target.unpublish()
    settle()
    assert "/conditions/gout/" not in json.dumps(stored(page))


def test_a_retraction_shows_in_the_pages_that_cite_it_and_leaves_others_alone():
    page = published()
    key = stored(page)["references"][0]["key"]
    settle()
    Reference.objects.filter(key=key).update(retraction_status="retracted")
    settle()
    assert stored(page)["references"][0]["retracted"] is True


def test_only_the_pages_that_rest_on_a_change_are_made_again(monkeypatch):
    made = []
    store = settling.store_answers
    monkeypatch.setattr(settling, "store_answers", lambda ids: made.extend(ids) or store(ids))
    source, other = published(slug="gout"), published(slug="angina")
    translated(other, slug="angina-es")  # and with it the Spanish sections
    settle()
    made.clear()
    translation = translated(source, slug="gota")
    settle()
    assert set(made) == {source.pk, translation.pk}
    assert other.pk not in made


def test_settling_what_is_settled_does_nothing():
    page = published()
    settle()
    before = hash_of(page)
    with CaptureQueriesContext(connection) as queries:
        assert settle() == 0
    assert hash_of(page) == before
    assert len(queries) <= 7


def test_a_limit_leaves_the_rest_for_the_next_run():
    source = published(slug="gout")
    translated(source, slug="gota")
    settle()
    PublicChange.objects.create(target=targets.EVERYTHING, made_at=timezone.now())
    assert settle(limit=1) == 1
    assert settle() == 1
    assert settle() == 0


def test_effects_are_told_which_answers_are_others(monkeypatch):
    told = []
    monkeypatch.setattr(settling, "_effects", [lambda one, two: told.append((one, two))])
    source = published(slug="gout")
    settle()
    told.clear()
    translated(source, slug="gota")
    settle()
    assert ({source.pk}) in [changed for _, changed in told]


def test_the_newest_change_stays_when_old_ones_are_forgotten():
    published()
    settle()
    long_ago = timezone.now() - settling.KEPT_FOR * 2
    PublicChange.objects.update(found_settled_at=long_ago)
    newest = PublicChange.objects.order_by("-pk").first()
    settle()
    assert list(PublicChange.objects.all()) == [newest]


def test_a_page_that_is_published_again_keeps_its_dependencies_right():
    target = published(title="Gout", slug="gout")
    page = linking_to(target)
    settle()
    document = PublishedDocument.objects.get(page=page)
    family = targets.family(target.translation_key)
    assert document.dependencies.filter(target=family).exists()
    page.urgent_care = "<p>Call an ambulance.</p>"
    publish(page)
    document.refresh_from_db()
    assert not document.dependencies.filter(target=family).exists()
