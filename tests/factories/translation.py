"""A site in two languages, its translators, and a page on its way from one to the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.operations import translate_object

from pages.citations.models import Reference
from pages.content.condition import ConditionPage
from pages.content.index import ConditionIndexPage, HomePage
from pages.disclaimers.models import Disclaimer
from pages.people.models import Person
from pages.translation.permissions import (
    SUBMIT_TRANSLATION,
    TRANSLATOR_PAGE_PERMISSIONS,
    translator_permissions,
)
from tests.factories.disclaimers import DisclaimerFactory
from tests.factories.review import PASSWORD, make_review_workflow, make_user

SPANISH = {
    "Rheumatoid arthritis": "Artritis reumatoide",
    "rheumatoid-arthritis": "artritis-reumatoide",
    "A chronic disease of the joints.": "Una enfermedad crónica de las articulaciones.",
    "What it is": "Qué es",
    "Joint pain": "Dolor articular",
}
"""The Spanish of `make_condition`, but for the sentence with the citation."""


@dataclass(frozen=True, slots=True)
class BilingualSite:
    """The trees of both languages, with a list of conditions in each."""

    english: Locale
    spanish: Locale
    home: HomePage
    inicio: HomePage
    conditions: ConditionIndexPage
    enfermedades: ConditionIndexPage


def make_bilingual_site() -> BilingualSite:
    """Return English and Spanish trees, reviewed, with the disclaimers that conditions need."""
    english, _ = Locale.objects.get_or_create(language_code="en")
    spanish, _ = Locale.objects.get_or_create(language_code="es")
    root = Page.objects.filter(depth=1).first() or Page.add_root(
        instance=Page(title="Root", slug="root", locale=english)
    )
    home = root.add_child(instance=HomePage(title="Home", slug="en", locale=english))
    inicio = root.add_child(
        instance=HomePage(
            title="Inicio", slug="es", locale=spanish, translation_key=home.translation_key
        )
    )
    conditions = home.add_child(
        instance=ConditionIndexPage(title="Conditions", slug="conditions", locale=english)
    )
    enfermedades = inicio.add_child(
        instance=ConditionIndexPage(
            title="Enfermedades",
            slug="enfermedades",
            locale=spanish,
            translation_key=conditions.translation_key,
        )
    )
    make_review_workflow(home)
    make_review_workflow(inicio)
    make_disclaimer(english, "Medical information", "<p>This page does not replace a doctor.</p>")
    make_disclaimer(spanish, "Información médica", "<p>Esta página no sustituye al médico.</p>")
    return BilingualSite(english, spanish, home, inicio, conditions, enfermedades)


def make_disclaimer(locale: Locale, title: str, text: str) -> Disclaimer:
    """Return the disclaimer that conditions need, in one language, with a signed wording."""
    disclaimer: Disclaimer = DisclaimerFactory(locale=locale, title=title, text=text)
    return disclaimer


def make_reference(year: int = 2016) -> Reference:
    """Return a reference that can be cited; its key follows from author and year."""
    reference = Reference(
        csl_type="article-journal",
        authors=[{"family": "Smolen", "given": "Josef S."}],
        title="Rheumatoid arthritis",
        container_title="The Lancet",
        year=year,
        volume="388",
        pages="2023-2038",
    )
    reference.save()
    return reference


def make_translator(site: BilingualSite, *, language: str = "es", username: str = "") -> Any:
    """Return a member of the translators' group of one language."""
    group, created = Group.objects.get_or_create(name=f"Translators ({language})")
    if created:
        for name in translator_permissions():
            group.permissions.add(get_permission(name))
        for codename in TRANSLATOR_PAGE_PERMISSIONS:
            GroupPagePermission.objects.create(
                group=group,
                page=site.inicio if language == "es" else site.home,
                permission=Permission.objects.get(
                    content_type__app_label="wagtailcore", codename=codename
                ),
            )
    user = make_user(username)
    user.user_permissions.clear()
    user.groups.add(group)
    return user


def get_permission(name: str) -> Permission:
    """Return a permission by ``"app_label.codename"``.

    wagtail-localize makes its own in a migration, which tests may have skipped.
    """
    app_label, codename = name.split(".")
    found = Permission.objects.filter(content_type__app_label=app_label, codename=codename).first()
    if found is not None:
        return found
    content_type, _ = ContentType.objects.get_or_create(app_label=app_label, model="translation")
    return Permission.objects.create(content_type=content_type, codename=codename, name=codename)


def make_editor(site: BilingualSite, username: str = "") -> Any:
    """Return an editor of the English tree who may also start translations into Spanish."""
    group, _ = Group.objects.get_or_create(name="Editors")
    group.permissions.add(get_permission(SUBMIT_TRANSLATION))
    for page in (site.home, site.inicio):
        for codename in ("add_page", "change_page", "publish_page"):
            GroupPagePermission.objects.get_or_create(
                group=group,
                page=page,
                permission=Permission.objects.get(
                    content_type__app_label="wagtailcore", codename=codename
                ),
            )
    user = make_user(username)
    user.groups.add(group)
    return user


def make_condition(site: BilingualSite, *, title: str = "Rheumatoid arthritis") -> ConditionPage:
    """Return an English draft that is complete: cited once, with author and disclaimer."""
    reference = Reference.objects.first() or make_reference()
    label = f"[{reference.key}]"
    page = ConditionPage(
        title=title,
        slug=title.lower().replace(" ", "-"),
        locale=site.english,
        summary="A chronic disease of the joints.",
        search_description="What rheumatoid arthritis is.",
        author=Person.objects.filter(is_author=True).first()
        or Person.objects.create(name="Ana Autora", is_author=True, languages=["en"]),
        body=[
            {
                "type": "section",
                "id": "11111111-1111-4111-8111-111111111111",
                "value": {
                    "heading": "What it is",
                    "text": (
                        "<p>It inflames the joints "
                        f'<a linktype="citation" keys="{reference.key}">{label}</a>.</p>'
                    ),
                },
            }
        ],
        symptoms=[
            {
                "type": "symptom",
                "id": "22222222-2222-4222-8222-222222222222",
                "value": {"name": "Joint pain", "children": []},
            }
        ],
        causes="<p>The immune system attacks the joints.</p>",
        urgent_care="<p>Seek help if a joint is hot and red.</p>",
    )
    site.conditions.add_child(instance=page)
    page.save_revision()
    return page


def start_translation(page: Any, locale: Locale, *, user: Any = None) -> Translation:
    """Return the translation of a page, started the way the admin starts it."""
    translate_object(page, [locale], user=user)
    translation: Translation = Translation.objects.get(
        source=TranslationSource.objects.get_for_instance(page), target_locale=locale
    )
    return translation


def translate(
    translation: Translation,
    *,
    user: Any = None,
    replacing: dict[str, str] | None = None,
    only: int | None = None,
) -> None:
    """Translate segments by putting "ES" before every third word, or as given.

    More words of the source in a row would be found to be left in its language.

    Args:
        translation: what to translate.
        user: the translator.
        replacing: translations by source text, beyond `SPANISH`.
        only: how many segments to translate, from the first; all if None.
    """
    known = SPANISH | (replacing or {})
    segments = StringSegment.objects.filter(source=translation.source).order_by("order")
    for segment in list(segments)[:only]:
        source = segment.string.data
        StringTranslation.objects.update_or_create(
            translation_of_id=segment.string_id,
            locale=translation.target_locale,
            context_id=segment.context_id,
            defaults={
                "data": known.get(source) or pretended(source),
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "last_translated_by": user,
                "updated_at": timezone.now(),
            },
        )


def pretended(source: str) -> str:
    """Return what `translate` writes for a source that it does not know."""
    words = re.sub(r"((?:[^\s<>]+\s){3})(?=[^\s<>])", r"\1ES ", source)
    return f"¿ES {words}" if "?" in source else f"ES {words}"


__all__ = [
    "PASSWORD",
    "SPANISH",
    "BilingualSite",
    "make_bilingual_site",
    "make_condition",
    "make_disclaimer",
    "make_editor",
    "make_reference",
    "make_translator",
    "pretended",
    "start_translation",
    "translate",
]
