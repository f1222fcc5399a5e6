"""People in the admin: list, form, and why one cannot be deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.coreutils import get_content_languages
from wagtail.snippets.views.snippets import SnippetViewSet

from pages.people.deletion import refusal_to_delete, refuse_in_admin
from pages.people.models import Person

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse


def language_names(person: Person) -> str:
    """Return the names of a person's languages for the list, in the reader's language."""
    names = get_content_languages()
    return ", ".join(str(names.get(code, code)) for code in person.languages)


class PersonViewSet(SnippetViewSet):
    """Lists people by role, and edits them."""

    model = Person
    icon = "user"
    add_to_admin_menu = True
    menu_label = _("People")
    menu_order = 350
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = (
        "name",
        "credentials",
        "licence_number",
        "licence_authority",
        "affiliation",
        "languages",
        "is_author",
        "is_reviewer",
        "is_translator",
    )
    list_display = (
        "name",
        "credentials",
        Column("languages", label=_("Languages"), accessor=language_names),
        BooleanColumn("is_author", label=_("Author")),
        BooleanColumn("is_reviewer", label=_("Medical reviewer")),
        BooleanColumn("is_translator", label=_("Translator")),
    )
    list_filter = ("is_author", "is_reviewer", "is_translator")
    ordering = ("name",)

    panels = (
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("credentials"),
                FieldPanel("affiliation"),
                FieldPanel("photograph"),
            ],
            heading=_("Person"),
        ),
        InlinePanel(
            "wordings",
            panels=[
                FieldPanel("language"),
                FieldPanel("credentials"),
                FieldPanel("affiliation"),
            ],
            heading=_("In other languages"),
            label=_("Wording"),
            help_text=_(
                "How pages of a language say it. They show a change from their next signature on."
            ),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("licence_number"), FieldPanel("licence_authority")])],
            heading=_("Licence"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("is_author"),
                FieldPanel("is_reviewer"),
                FieldPanel("is_translator"),
                FieldPanel("languages"),
                FieldPanel("user"),
            ],
            heading=_("Work"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("show_affiliation"),
                FieldPanel("show_licence"),
                FieldPanel("show_photograph"),
            ],
            heading=_("What the public sees"),
        ),
    )


def wording_permissions() -> QuerySet[Permission]:
    """Offer the permission to word records to groups. A ``register_permissions`` hook."""
    return Permission.objects.filter(
        content_type__app_label="pages", codename="change_personwording"
    )


def refuse_held_people(request: HttpRequest, instances: Sequence[Model]) -> HttpResponse | None:
    """Keep people who wrote or signed something, saying what. A ``before_delete_snippet`` hook."""
    advice = _("Choose another person there first. A signature always keeps its signer.")
    people = [instance for instance in instances if isinstance(instance, Person)]
    return refuse_in_admin(
        request,
        (refusal_to_delete(person, advice=advice) for person in people),
        back_to="wagtailsnippets_pages_person:list",
    )
