"""The form of one entry of the glossary, with its terms and definitions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from pages.translation.glossary.choices import Status
from pages.translation.glossary.exchange.entries import LONGEST_KEY, clean, key_from
from pages.translation.glossary.models import (
    GlossaryConcept,
    GlossaryDefinition,
    GlossaryTerm,
)

if TYPE_CHECKING:
    from django import forms


class GlossaryConceptForm(WagtailAdminModelForm):
    """Refuses with words what the database would refuse, and makes the key of a new entry."""

    instance: GlossaryConcept

    def clean(self) -> dict[str, Any]:
        """Check what no form of one term can see: doubled terms, and two preferred ones."""
        data: dict[str, Any] = super().clean() or {}
        terms = list(self._children("terms"))
        texts: set[tuple[str, str]] = set()
        preferred: set[str] = set()
        for form in terms:
            text, language = form.cleaned_data["text"], form.cleaned_data["language"]
            if (language, text) in texts:
                # The same but for spaces; word for word the same terms are refused before.
                form.add_error("text", _("This term stands here twice."))
            texts.add((language, text))
            if form.cleaned_data.get("status") == Status.PREFERRED:
                if language in preferred:
                    form.add_error("status", _("Only one term of a language can be preferred."))
                preferred.add(language)
        list(self._children("definitions"))
        if not data.get("key") and "key" not in self.errors and terms:
            data["key"] = self._new_key(terms)
        return data

    def save(self, commit: bool = True) -> GlossaryConcept:
        """Save the entry with its terms and definitions, all of them or none."""
        with transaction.atomic():
            if commit and self.instance.pk:
                # They are written one by one: when two terms swap their statuses, the first to be
                # written would meet the other's old one. The form writes all of them anew.
                GlossaryTerm.objects.filter(concept=self.instance).delete()
                GlossaryDefinition.objects.filter(concept=self.instance).delete()
            saved: GlossaryConcept = super().save(commit=commit)
        return saved

    def _children(self, name: str) -> Iterator[forms.ModelForm[Any]]:
        """Yield the forms of terms, or of definitions, that are complete and to be kept."""
        formset = self.formsets[name]
        formset.is_valid()
        for form in formset.forms:
            data = getattr(form, "cleaned_data", None)
            if data and not data.get("DELETE") and data.get("language") and data.get("text"):
                form.cleaned_data["text"] = form.instance.text = clean(data["text"])
                yield form

    def _new_key(self, terms: list[Any]) -> str:
        """Return a free key from the first English term, or else from the first."""
        texts = sorted(
            terms,
            key=lambda form: (
                form.cleaned_data["language"] != "en",
                form.cleaned_data.get("status") != Status.PREFERRED,
            ),
        )
        stem = key_from(texts[0].cleaned_data["text"]) or "entry"
        others = GlossaryConcept.objects.exclude(pk=self.instance.pk)
        taken = set(others.filter(key__startswith=stem[:20]).values_list("key", flat=True))
        key, number = stem, 1
        while key in taken:
            number += 1
            key = f"{stem[: LONGEST_KEY - 5]}-{number}"
        return key
