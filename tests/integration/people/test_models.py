"""People in the database: accounts, languages, and what keeps a person."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from pages.people import answers_for, languages_of, person_for, public_data
from pages.people.deletion import holders_of, refusal_to_delete
from pages.people.models import Person
from tests.factories.content import ConditionPageFactory
from tests.factories.disclaimers import disclaimers_in
from tests.factories.people import PersonFactory, an_account
from tests.factories.review import make_review_workflow, make_reviewer, publish_signed

pytestmark = pytest.mark.django_db


def test_an_account_leads_to_its_person_and_languages() -> None:
    account = an_account()
    person = PersonFactory(user=account, languages=["es"])

    assert person_for(account) == person
    assert languages_of(account) == ["es"]
    assert answers_for(account, "es")
    assert answers_for(account, "es-mx")
    assert not answers_for(account, "en")


def test_an_account_without_person_answers_for_no_language() -> None:
    for nobody in (an_account(), AnonymousUser(), None):
        assert person_for(nobody) is None
        assert languages_of(nobody) == []
        assert not answers_for(nobody, "en")


def test_the_public_never_reads_the_account_or_its_address() -> None:
    account = an_account(first_name="Realname")
    person = PersonFactory(user=account, show_licence=True)

    for role in ("author", "reviewer", "translator"):
        shown = str(public_data(person, role=role, language="en"))
        assert "private@example.org" not in shown
        assert account.username not in shown
        assert "Realname" not in shown


@pytest.mark.parametrize("shown", [True, False])
def test_the_photograph_is_named_only_when_it_is_shown(shown: bool) -> None:
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    image = get_image_model().objects.create(
        title="Portrait", file=get_test_image_file(), collection=collection
    )
    person = PersonFactory(photograph=image, show_photograph=shown)

    data = public_data(person, role="author", language="en")

    assert data.get("photograph") == ({"id": image.pk, "title": "Portrait"} if shown else None)


def test_a_person_outlives_their_account() -> None:
    account = an_account()
    person = PersonFactory(user=account)

    account.delete()

    person.refresh_from_db()
    assert person.user is None


@pytest.mark.parametrize("languages", [["fr"], "en", ["en", "en"]])
def test_languages_are_checked(languages: object) -> None:
    with pytest.raises(ValidationError) as refusal:
        PersonFactory.build(languages=languages).full_clean()

    assert set(refusal.value.message_dict) == {"languages"}


def test_a_reviewer_needs_a_language_to_sign_in() -> None:
    with pytest.raises(ValidationError) as refusal:
        PersonFactory.build(is_reviewer=True, languages=[]).full_clean()

    assert set(refusal.value.message_dict) == {"languages"}
    PersonFactory.build(is_reviewer=False, languages=[]).full_clean()


def test_a_person_whom_nothing_names_can_be_deleted() -> None:
    person = PersonFactory()

    assert holders_of(person) == []
    assert refusal_to_delete(person, advice="Advice.") == ""
    person.delete()
    assert not Person.objects.exists()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_author_of_a_page_cannot_be_deleted(language: str) -> None:
    person = PersonFactory()
    page = ConditionPageFactory(language=language, title="Named page", author=person)

    assert [holder.pk for holder in holders_of(person)] == [page.pk]
    assert "Named page" in refusal_to_delete(person, advice="Advice.")
    assert Person.objects.filter(pk=person.pk).exists()
    with pytest.raises(ProtectedError):
        person.delete()


def test_a_long_list_of_pages_is_cut_short() -> None:
    person = PersonFactory()
    for number in range(7):
        ConditionPageFactory(title=f"Page {number}", author=person)

    assert "and 2 more" in refusal_to_delete(person, advice="Advice.")


@pytest.mark.parametrize("language", ["en", "es"])
def test_whoever_signed_cannot_be_deleted(language: str) -> None:
    page = ConditionPageFactory(language=language, complete=True)
    disclaimers_in(language, "medical-information")
    make_review_workflow(page)
    reviewer = make_reviewer()
    person = Person.objects.get(user=reviewer)
    publish_signed(page, reviewer=reviewer)

    assert refusal_to_delete(person, advice="Advice.").endswith("Advice.")
    with pytest.raises(ProtectedError):
        person.delete()
