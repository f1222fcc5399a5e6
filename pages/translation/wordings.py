"""Translating a disclaimer: who may, and saving what is translated as the next wording.

wagtail-localize's editor keeps the segments; its "publish" would say that the text is published.
What is saved here is one more version, which waits for a medical reviewer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail_localize.models import TranslationLog

from pages.disclaimers.models import Disclaimer
from pages.disclaimers.standing import standing_of
from pages.translation.actions import record_errors
from pages.translation.segment_editor.page import render_editor
from pages.translation.sources import translation_into
from pages.translation.writers import may_write

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from wagtail_localize.models import Translation

SAVE = "firma-save-wording"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveWording:
    """Save the translations on file as the newest wording of a disclaimer."""

    translation: Translation
    user: Any

    @transaction.atomic
    def execute(self) -> Disclaimer:
        """Save, in the user's name; segments without a translation show the source's words.

        Raises:
            ValidationError: what is translated does not fit; it is written beside the segments.
        """
        draft: Disclaimer = self.translation.source.get_ephemeral_translated_instance(
            self.translation.target_locale, fallback=True
        )
        draft.full_clean()
        before = draft.version
        draft.attribute_to(self.user)
        draft.save()
        log(draft, "wagtail.edit", user=self.user, content_changed=draft.version != before)
        TranslationLog.objects.create(
            source=self.translation.source, locale=self.translation.target_locale
        )
        return draft


class WordingBar:
    """What the footer below the translation editor of a disclaimer shows."""

    save_name = SAVE

    def __init__(self, translation: Translation) -> None:
        self.translation_id = translation.pk
        self.segments, self.translated = translation.get_progress()


def before_edit_snippet(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Keep translators to their language, and answer a POST to the translation editor.

    Wagtail has checked by now that the user may change disclaimers.
    """
    if not isinstance(instance, Disclaimer):
        return None
    if not may_write(request.user, instance):
        messages.error(
            request,
            _(
                "You can translate disclaimers into your language. “%(title)s” is not such a "
                "translation: ask an editor to change it."
            )
            % {"title": instance.title},
        )
        return redirect("wagtailsnippets_pages_disclaimer:inspect", instance.pk)
    translation = translation_into(instance)
    if translation is None:
        return None
    if request.method != "POST":
        return render_editor(
            request,
            translation,
            instance,
            is_read_only=False,
            context={"wording_bar": WordingBar(translation)},
        )
    if SAVE in request.POST or request.POST.get("action") == "publish":
        _save(request, translation)
        return redirect("wagtailsnippets_pages_disclaimer:edit", instance.pk)
    return None


def _save(request: HttpRequest, translation: Translation) -> None:
    try:
        saved = SaveWording(translation=translation, user=request.user).execute()
    except ValidationError as error:
        record_errors(translation, error)
        messages.error(
            request,
            _("Nothing was saved: %(errors)s") % {"errors": " ".join(error.messages)},
        )
        return
    messages.success(
        request, _("The translation of “%(title)s” is saved.") % {"title": saved.title}
    )
    # What comes next is said when the editor opens again.
    for fault in standing_of(saved).found:
        if fault.blocks:
            messages.warning(request, str(fault.message))
