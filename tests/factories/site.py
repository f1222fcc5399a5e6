"""A whole site as an operator sets it up: both trees, every role, and pages in every state."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.management import call_command
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from pages.citations.models import Reference
from pages.consent.models import Authorization
from pages.content.condition import ConditionPage
from pages.content.index import ConditionIndexPage
from pages.people.models import Person
from tests.factories.citations import ReferenceFactory
from tests.factories.consent import AuthorizationFactory
from tests.factories.content import ConditionPageFactory, an_author
from tests.factories.disclaimers import disclaimers_in
from tests.factories.people import PersonFactory
from tests.factories.review import make_reviewer, make_user, publish_signed, submit
from tests.factories.translation import start_translation

LANGUAGES = ("en", "es")
DISCLAIMERS = ("medical-information", "treatment-results", "individual-experience")


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages written in one language, in the states that a role may meet them in.

    Attributes:
        index: the list of conditions.
        elsewhere: another list of conditions, to move pages to.
        draft: complete, never submitted.
        live: signed and public.
        waiting: submitted by the editor, in review.
        withdrawn: signed, and taken offline since.
    """

    index: ConditionIndexPage
    elsewhere: ConditionIndexPage
    draft: ConditionPage
    live: ConditionPage
    waiting: ConditionPage
    withdrawn: ConditionPage


@dataclass(frozen=True, slots=True)
class RolesSite:
    """Everything that somebody in a role may try their hands on.

    Attributes:
        users: accounts by role; None is a visitor without one.
        pages: pages by the language that they were written in.
        translation: the Spanish version of the live English page, translated and not submitted.
    """

    users: dict[str, Any]
    pages: dict[str, Pages]
    translation: Translation
    reference: Reference
    authorization: Authorization
    person: Person
    extra: dict[str, Any] = field(default_factory=dict)


def make_accounts() -> dict[str, Any]:
    """Return an account for each role, in the groups that ``setup_pages`` made."""
    return {
        "anonymous": None,
        "nobody": make_account_without_group(),
        "editor": make_user("editor", groups=("Editors",)),
        "translator_es": make_user("translator_es", groups=("Translators (es)",)),
        "translator_en": make_user("translator_en", groups=("Translators (en)",)),
        "reviewer": make_reviewer("reviewer"),
        "admin": make_user("admin", is_superuser=True),
    }


def make_account_without_group() -> Any:
    """Return an account that belongs to no group, and may do nothing."""
    user = make_user("nobody")
    user.user_permissions.clear()
    return user


def make_roles_site() -> RolesSite:
    """Set the site up with the real command and fill it."""
    call_command("setup_pages", verbosity=0)
    users = make_accounts()
    for language in LANGUAGES:
        disclaimers_in(language, *DISCLAIMERS)
    an_author()
    reference = ReferenceFactory()
    pages = {language: _pages(language, users["editor"]) for language in LANGUAGES}
    spanish = Locale.objects.get(language_code="es")
    translation = start_translation(pages["en"].live, spanish)
    fill_in(translation, user=users["translator_es"])
    return RolesSite(
        users=users,
        pages=pages,
        translation=translation,
        reference=reference,
        authorization=AuthorizationFactory(),
        person=PersonFactory(),
    )


def fill_in(translation: Translation, *, user: Any) -> None:
    """Translate every segment by putting "ES" before its words; addresses get an "es-"."""
    for segment in StringSegment.objects.filter(source=translation.source):
        source = segment.string.data
        is_address = segment.context.path == "slug"
        StringTranslation.objects.create(
            translation_of_id=segment.string_id,
            locale=translation.target_locale,
            context_id=segment.context_id,
            data=f"es-{source}" if is_address else f"ES {source}",
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            last_translated_by=user,
        )


def _pages(language: str, editor: Any) -> Pages:
    index = ConditionIndexPage.objects.get(locale__language_code=language)
    elsewhere = ConditionIndexPage(title="Elsewhere", slug="elsewhere", locale=index.locale)
    Page.objects.get(pk=index.get_parent().pk).add_child(instance=elsewhere)
    draft, live, waiting, withdrawn = (
        ConditionPageFactory(
            language=language, complete=True, title=f"{title} {language}", owner=editor
        )
        for title in ("Draft", "Live", "Waiting", "Withdrawn")
    )
    author = make_user()
    reviewer = make_reviewer()
    live = publish_signed(live, author=author, reviewer=reviewer)
    withdrawn = publish_signed(withdrawn, author=author, reviewer=reviewer)
    withdrawn.unpublish()
    submit(waiting, editor)
    return Pages(
        index=index,
        elsewhere=elsewhere,
        draft=draft,
        live=live,
        waiting=ConditionPage.objects.get(pk=waiting.pk),
        withdrawn=ConditionPage.objects.get(pk=withdrawn.pk),
    )
