"""Saying in one's own language what the record of a person says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale

from pages.people.models import Person, PersonWording
from pages.people.wordings import WriteWording, fields_to_word
from pages.translation.permissions import target_locales

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

WORD_PEOPLE = "pages.change_personwording"


def may_word(user: Any, locale: Locale) -> bool:
    """Tell whether the user may say in a language what the records of people say.

    That is for those who may change the records, in every language, and for translators with the
    permission to word them, in theirs.
    """
    if not user.is_active:
        return False
    if user.has_perm("pages.change_person"):
        return True
    return bool(user.has_perm(WORD_PEOPLE)) and locale in target_locales(user)


class PersonWordingForm(forms.Form):
    """A field for each thing that the record says and the public may read."""

    def __init__(
        self,
        *args: Any,
        person: Person,
        names: Sequence[str],
        wording: PersonWording | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in names:
            model_field: Any = PersonWording._meta.get_field(name)
            record, source = getattr(person, name), getattr(wording, f"{name}_source", "")
            written = getattr(wording, name, "")
            words = _("The record says: “%(text)s”. Leave this empty to say the same.")
            if written and source != record:
                words = _(
                    "The record says: “%(text)s”. When this was written, it said: “%(before)s”."
                )
            self.fields[name] = forms.CharField(
                label=str(model_field.verbose_name).capitalize(),
                max_length=model_field.max_length,
                required=False,
                initial=written,
                help_text=words % {"text": record, "before": source},
            )


class PersonWordingView(WagtailAdminTemplateMixin, TemplateView):
    """The form for one person and one language."""

    header_icon = "user"
    template_name = "pages/translation/person_wording.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who may not word records in this language; lead on if nothing is to word."""
        self.locale = get_object_or_404(Locale, language_code=kwargs["language"])
        if not may_word(request.user, self.locale):
            raise PermissionDenied
        self.person = get_object_or_404(Person, pk=kwargs["person_id"])
        if not self.names:
            messages.info(
                request,
                _("The record of %(name)s says nothing that could be worded.")
                % {"name": self.person.name},
            )
            return redirect(self.desk_url)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def names(self) -> list[str]:
        """What can be worded."""
        return fields_to_word(self.person)

    @property
    def desk_url(self) -> str:
        """The desk, with the language chosen."""
        desk = reverse("firma_translation:worklist")
        return f"{desk}?language={self.locale.language_code}"

    @cached_property
    def form(self) -> PersonWordingForm:
        """The form, with what is written already."""
        return PersonWordingForm(
            self.request.POST if self.request.method == "POST" else None,
            person=self.person,
            names=self.names,
            wording=PersonWording.objects.filter(
                person=self.person, language=self.locale.language_code
            ).first(),
        )

    def get_page_title(self) -> str:
        """Return whose record it is, and in which language."""
        return _("%(name)s in %(language)s") % {
            "name": self.person.name,
            "language": self.locale.get_display_name(),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to this screen."""
        return [
            *self.breadcrumbs_items,
            {"url": self.desk_url, "label": _("Translations")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form."""
        return {
            **super().get_context_data(**kwargs),
            "form": self.form,
            "person": self.person,
            "language": self.locale,
            "desk_url": self.desk_url,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store what is written and lead back to the desk."""
        form = self.form
        if form.is_valid() and self._write(form):
            words = gettext_lazy(
                "What the record of %(name)s says in %(language)s is saved. Pages show it from "
                "their next signature on."
            )
            messages.success(
                request,
                words % {"name": self.person.name, "language": self.locale.get_display_name()},
            )
            return redirect(self.desk_url)
        return self.render_to_response(self.get_context_data())

    def _write(self, form: PersonWordingForm) -> bool:
        """Write; return False with the reason on the form where it is refused."""
        try:
            WriteWording(
                person_id=self.person.pk,
                language=self.locale.language_code,
                user=self.request.user,
            ).execute(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return False
        return True
