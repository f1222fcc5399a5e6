"""`manage.py setup_pages`."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import GroupPagePermission, Locale, Page, Site, Workflow, WorkflowPage

from pages.management.setup import INDEXES, set_up
from pages.models import ConditionPage, HomePage, MedicalReviewTask
from pages.translation.permissions import target_locales

pytestmark = pytest.mark.django_db


def run(**options: object) -> list[str]:
    out = StringIO()
    call_command("setup_pages", stdout=out, **options)
    return out.getvalue().splitlines()


def member_of(*groups: str):
    user = get_user_model().objects.create_user(username="-".join(groups), password="x")
    user.groups.add(*Group.objects.filter(name__in=groups))
    return get_user_model().objects.get(pk=user.pk)


def grants(group: str) -> set[tuple[str, str]]:
    return set(
        GroupPagePermission.objects.filter(group__name=group).values_list(
            "page__slug", "permission__codename"
        )
    )


def test_it_grows_a_tree_in_each_language() -> None:
    run()

    paths = set(Page.objects.live().filter(depth__gt=1).values_list("url_path", flat=True))
    assert paths == {
        "/en/",
        "/en/conditions/",
        "/en/procedures/",
        "/en/testimonials/",
        "/es/",
        "/es/enfermedades/",
        "/es/procedimientos/",
        "/es/testimonios/",
    }


def test_the_trees_are_translations_of_each_other() -> None:
    trees = set_up(report=lambda line: None)

    assert trees.homes["es"].translation_key == trees.homes["en"].translation_key
    assert trees.homes["es"].locale.language_code == "es"
    for model, _names in INDEXES:
        assert trees.index(model, "es").translation_key == trees.index(model, "en").translation_key


def test_a_second_run_changes_nothing_and_says_so() -> None:
    run()
    before = (Page.objects.count(), GroupPagePermission.objects.count(), Workflow.objects.count())

    assert run() == ["Everything is set up. Nothing to do."]
    assert before == (
        Page.objects.count(),
        GroupPagePermission.objects.count(),
        Workflow.objects.count(),
    )


def test_the_english_home_page_takes_the_place_of_the_welcome_page() -> None:
    run()

    assert Site.objects.get(is_default_site=True).root_page.specific == HomePage.objects.get(
        locale__language_code="en"
    )
    assert not Page.objects.filter(title__startswith="Welcome to your new Wagtail").exists()


def test_the_site_is_called_like_the_admin_unless_it_has_a_name() -> None:
    run()
    assert Site.objects.get(is_default_site=True).site_name == "Firma"


def test_a_site_with_a_name_keeps_it() -> None:
    Site.objects.update(site_name="Our clinic")
    run()
    assert Site.objects.get(is_default_site=True).site_name == "Our clinic"


def test_a_root_page_of_ones_own_stays_and_the_trees_stand_beside_it() -> None:
    own = Page.objects.get(depth=2)
    own.title = "Our clinic"
    own.save()

    lines = run()

    assert Site.objects.get(is_default_site=True).root_page_id == own.pk
    assert HomePage.objects.count() == 2
    assert any("keeps its root page" in line for line in lines)


def test_the_root_option_makes_the_home_page_the_root_all_the_same() -> None:
    own = Page.objects.get(depth=2)
    own.title = "Our clinic"
    own.save()

    run(root=True)

    site = Site.objects.get(is_default_site=True)
    assert site.root_page_id == HomePage.objects.get(locale__language_code="en").pk
    assert Page.objects.filter(pk=own.pk).exists()


def test_a_slug_that_is_taken_is_left_to_its_page() -> None:
    root = Page.get_first_root_node()
    taken = root.add_child(instance=Page(title="English", slug="en"))

    run()

    assert Page.objects.get(pk=taken.pk).slug == "en"
    assert HomePage.objects.get(locale__language_code="en").slug != "en"


def test_a_site_that_does_not_exist_is_wrong_usage() -> None:
    with pytest.raises(CommandError) as refused:
        run(site="nowhere.example")

    assert refused.value.returncode == 2
    assert not HomePage.objects.exists()


def test_a_named_site_gets_the_root() -> None:
    page = Page.get_first_root_node().add_child(instance=Page(title="Other", slug="other"))
    Site.objects.create(hostname="other.example", root_page=page)

    run(site="other.example", root=True)

    home = HomePage.objects.get(locale__language_code="en")
    assert Site.objects.get(hostname="other.example").root_page_id == home.pk


def test_editors_write_in_both_languages_and_publish_nothing() -> None:
    run()

    assert grants("Editors") == {
        ("en", "add_page"),
        ("en", "change_page"),
        ("es", "add_page"),
        ("es", "change_page"),
    }
    editor = member_of("Editors")
    for permission in (
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        "pages.add_reference",
        "pages.change_disclaimer",
        "pages.add_authorization",
    ):
        assert editor.has_perm(permission), permission
    assert not editor.has_perm("pages.change_person")


@pytest.mark.parametrize("language", ["en", "es"])
def test_translators_change_pages_of_their_language_and_of_no_other(language: str) -> None:
    run()

    assert grants(f"Translators ({language})") == {(language, "change_page")}
    translator = member_of(f"Translators ({language})")
    assert translator.has_perm("wagtail_localize.submit_translation")
    assert translator.has_perm("pages.change_disclaimer")
    assert not translator.has_perm("pages.add_disclaimer")
    homes = {
        code: HomePage.objects.get(locale__language_code=code).permissions_for_user(translator)
        for code in ("en", "es")
    }
    assert [locale.language_code for locale in target_locales(translator)] == [language]
    # The trees themselves are not theirs, only the translations that hang there.
    assert not any(
        tester.can_edit() or tester.can_publish() or tester.can_add_subpage()
        for tester in homes.values()
    )


def test_reviewers_hold_no_page_permission_at_all() -> None:
    run()

    assert grants("Medical reviewers") == set()
    reviewer = member_of("Medical reviewers")
    assert reviewer.has_perm("wagtailadmin.access_admin")
    assert reviewer.has_perm("pages.view_reference")
    assert not reviewer.has_perm("pages.change_reference")


def test_pages_of_both_languages_go_through_the_medical_review() -> None:
    trees = set_up(report=lambda line: None)

    task = MedicalReviewTask.objects.get()
    assert [group.name for group in task.groups.all()] == ["Medical reviewers"]
    for home in trees.homes.values():
        assert home.get_workflow().name == "Medical review"
        assert [one.specific for one in home.get_workflow().tasks] == [task]


def test_a_workflow_that_somebody_assigned_stays() -> None:
    trees = set_up(report=lambda line: None)
    other = Workflow.objects.create(name="Our own")
    WorkflowPage.objects.filter(page=trees.homes["en"]).update(workflow=other)

    lines = run()

    assert trees.homes["en"].get_workflow() == other
    assert any("Our own" in line for line in lines)


def test_what_editors_may_do_elsewhere_on_a_site_with_pages_stays() -> None:
    own = Page.objects.get(depth=2)
    own.title = "Our clinic"
    own.save()

    run()

    assert ("root", "change_page") in grants("Editors")


def test_a_language_that_is_missing_is_added() -> None:
    Locale.objects.filter(language_code="es").delete()

    lines = run()

    assert Locale.objects.filter(language_code="es").exists()
    assert any("“es”" in line for line in lines)


def test_reviewed_pages_can_be_written_below_the_lists() -> None:
    trees = set_up(report=lambda line: None)
    index = trees.index(INDEXES[0][0])

    page = index.add_child(instance=ConditionPage(title="A draft", locale=index.locale))

    assert page.live is False
    assert page.get_workflow().name == "Medical review"
