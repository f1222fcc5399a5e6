"""The forms of webhooks: an endpoint, and for how long a replaced secret still counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from pages.delivery.webhooks.events import Event
from pages.delivery.webhooks.models import WebhookEndpoint
from pages.people.languages import content_language_choices
from pages.publishing import reviewed_models

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    Choices = Sequence[tuple[str, StrOrPromise]]


def event_choices() -> Choices:
    """Return the events, by name and in words."""
    return [
        (Event.PUBLISHED.value, _("Published: a page became public")),
        (Event.UPDATED.value, _("Updated: what a public page says has changed")),
        (Event.UNPUBLISHED.value, _("Unpublished: a page is not public any more")),
        (Event.WITHDRAWN.value, _("Withdrawn: a reviewer took the signature back")),
    ]


def page_type_choices() -> Choices:
    """Return the page types whose content is signed, by label and in words."""
    return [
        (model._meta.label, str(capfirst(model._meta.verbose_name))) for model in reviewed_models()
    ]


class ChoicesField(forms.MultipleChoiceField):
    """Checkboxes for a field that stores a list; no cross means all of them."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, choices: Callable[[], Choices], **kwargs: Any) -> None:
        super().__init__(choices=choices, required=False, **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare with a stored list, in whatever order it is."""
        return super().has_changed(initial or [], data or [])


class WebhookEndpointForm(WagtailAdminModelForm):
    """Who receives, where, and what."""

    url = forms.URLField(
        label=_("Address"),
        max_length=1000,
        assume_scheme="https",
        help_text=WebhookEndpoint._meta.get_field("url").help_text,
    )
    events = ChoicesField(
        event_choices, label=_("Events"), help_text=_("None chosen: all of them.")
    )
    languages = ChoicesField(
        content_language_choices, label=_("Languages"), help_text=_("None chosen: all of them.")
    )
    page_types = ChoicesField(
        page_type_choices, label=_("Page types"), help_text=_("None chosen: all of them.")
    )

    class Meta:
        model = WebhookEndpoint
        fields: ClassVar[list[str]] = [
            "name",
            "url",
            "is_active",
            "events",
            "languages",
            "page_types",
        ]


class RotateForm(forms.Form):
    """For how long messages are signed with the old secret as well."""

    hours = forms.TypedChoiceField(
        label=_("The old secret still counts"),
        coerce=int,
        initial=24,
        choices=(
            (0, _("Not at all: somebody else may know it")),
            (1, _("For an hour")),
            (24, _("For a day")),
            (168, _("For a week")),
        ),
        widget=forms.RadioSelect,
        help_text=_(
            "Until then every message is signed with both, so that the receiver can change over "
            "without losing any."
        ),
    )
