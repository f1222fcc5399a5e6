"""The name of the review's workflow, on the screens of readers of two languages."""

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import gettext, override
from wagtail.models import Task, Workflow
from wagtail.users.models import UserProfile

from pages.review.task import MedicalReviewTask
from tests.factories.content import ConditionPageFactory, home
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import make_review_workflow, make_user, submit

pytestmark = pytest.mark.django_db

IN_LANGUAGE = {"en": "Medical review", "es": "Revisión médica"}


@pytest.mark.parametrize("language", IN_LANGUAGE)
def test_an_author_reads_where_the_page_waits_in_their_language(client, language):
    make_review_workflow(home())
    disclaimers_in("en", "medical-information")
    author = make_user("author", is_superuser=True)
    UserProfile.objects.create(user=author, preferred_language=language)
    submit(ConditionPageFactory(complete=True, title="Gout"), author)
    client.force_login(author)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    waiting = " ".join(html[html.index("Gout") :].split())[:2000]
    assert IN_LANGUAGE[language] in waiting
    assert not any(name in waiting for code, name in IN_LANGUAGE.items() if code != language)


@pytest.fixture
def workflow():
    return make_review_workflow()


def reread(model):
    """The workflow or task of the review, as the database has it now; Wagtail made others."""
    return model.objects.exclude(name__startswith="Moderators").get()


@pytest.mark.parametrize("model", [Workflow, Task, MedicalReviewTask])
@pytest.mark.parametrize("language", IN_LANGUAGE)
def test_every_way_of_printing_the_name_is_in_the_readers_language(workflow, model, language):
    name = reread(model).name
    with override(language):
        printed = {
            str(name),
            f"{name}",
            f"{name:s}",
            gettext("%(name)s") % {"name": name},
            Template("{{ name }}").render(Context({"name": name})),
        }
    assert printed == {IN_LANGUAGE[language]}


@pytest.mark.parametrize("model", [Workflow, MedicalReviewTask])
def test_saving_in_another_language_keeps_the_stored_name(workflow, model):
    with override("es"):
        reread(model).save()
        assert model.objects.filter(name="Medical review").exists()
        assert model.objects.filter(name=reread(model).name).exists()


def test_a_default_name_stored_in_spanish_is_english_for_readers_of_english(workflow):
    Workflow.objects.filter(pk=workflow.pk).update(name="Revisión médica")
    with override("en"):
        assert str(reread(Workflow).name) == "Medical review"


def test_a_name_that_the_site_chose_is_the_same_in_every_language(workflow):
    Workflow.objects.filter(pk=workflow.pk).update(name="Two pairs of eyes")
    for language in IN_LANGUAGE:
        with override(language):
            assert str(reread(Workflow).name) == "Two pairs of eyes"
