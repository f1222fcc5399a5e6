"""README's step about people: accounts in the groups, their records, and the disclaimers."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from pages.models import Person

from .visitor import PASSWORD, Visitor

DISCLAIMERS = {
    "en": ("Medical information", "<p>This page does not replace your doctor.</p>"),
    "es": ("Información médica", "<p>Esta página no sustituye a su médico.</p>"),
}
REVIEWER = {
    "is_reviewer": "on",
    "licence_number": "L-1",
    "licence_authority": "Colegio Médico",
    "languages": ["en", "es"],
}


def bring_people() -> None:
    """Let an administrator make everybody's accounts and records, through the admin."""
    # What `createsuperuser` makes: a fresh project has no account at all.
    get_user_model().objects.create_superuser("admin", "admin@example.org", PASSWORD)
    admin = Visitor("admin")
    _account(admin, "editor", "Editors")
    _account(admin, "translator", "Translators (es)")
    _account(admin, "reviewer", "Medical reviewers")
    _account(admin, "reviewer2", "Medical reviewers")
    _record(admin, "editor", name="Lucía Redactora", is_author="on", languages=["en", "es"])
    _record(admin, "reviewer", name="Ada Revisora", **REVIEWER)
    _record(admin, "reviewer2", name="Inés Revisora", **REVIEWER)


def sign_disclaimers() -> None:
    """Let the administrator write the disclaimer in each language, and a reviewer sign both."""
    admin = Visitor("admin")
    for language, (title, text) in DISCLAIMERS.items():
        admin.open(f"{reverse('wagtailsnippets_pages_disclaimer:add')}?locale={language}")
        admin.press(
            "#w-editor-form .action-save",
            key="medical-information",
            title=title,
            text=rich_text(text, features=[]),
        )
        admin.expect("now waits for a medical reviewer")
    reviewer = Visitor("reviewer")
    for _ in DISCLAIMERS:
        reviewer.open(reverse("pages_review:queue"))
        reviewer.follow("main a[href*='/disclaimer/']")
        reviewer.press(".firma-sign-form button", confirm="on", password=PASSWORD)
        reviewer.expect("You signed version 1 of")


def _account(admin: Visitor, username: str, group: str) -> None:
    admin.open(reverse("wagtailusers_users:add"))
    admin.press(
        "main form[action] button[type=submit].button-longrunning",
        username=username,
        email=f"{username}@example.org",
        first_name=username.title(),
        last_name="Fictional",
        password1=PASSWORD,
        password2=PASSWORD,
        groups=[str(Group.objects.get(name=group).pk)],
    )
    admin.expect("created")


def _record(admin: Visitor, username: str, **fields: str | list[str]) -> None:
    account = get_user_model().objects.get(username=username)
    admin.open(reverse("wagtailsnippets_pages_person:add"))
    admin.press("#w-editor-form .action-save", credentials="MD", user=str(account.pk), **fields)
    admin.expect("created")
    assert Person.objects.filter(user=account).exists()
