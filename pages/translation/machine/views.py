"""Where somebody lets a machine translate: in the translation editor, or when a source is synced.

In the place of wagtail-localize's view, which fails without words and knows one translator.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.models import StringTranslation, Translation

from pages.publishing import PublicationRefused
from pages.translation.machine.failures import MachineTranslationFailed
from pages.translation.machine.translating import MachineReport, MachineTranslate
from pages.translation.writing import SegmentRefused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.http import HttpRequest, HttpResponse


@require_POST
def machine_translate(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Let a machine translate a page or some of its segments.

    Takes ``translator`` (its name; the default one without), ``segment`` (a key, any number of
    times; all without) and ``again`` (also what a machine wrote and nobody confirmed). Where JSON
    is asked for, the answer is ``{"tool", "written": [{"id", "text"}], "findings": [{"id", "code",
    "severity", "message"}], "failed": [id], "kept": 3, "message": "…", "problem": "…"}``, or
    ``{"detail": "…"}`` with status 409 for a page in review and 503 for a translator that is not
    there.
    """
    translation = get_object_or_404(
        Translation.objects.select_related("source__locale", "target_locale"),
        pk=translation_id,
        enabled=True,
    )
    wants_json = "application/json" in request.headers.get("accept", "")
    try:
        segments = [int(key) for key in request.POST.getlist("segment")]
    except ValueError:
        return JsonResponse({"detail": _("There is no such segment.")}, status=400)
    try:
        report = MachineTranslate(
            translation=translation,
            user=request.user,
            translator_name=request.POST.get("translator", ""),
            segments=segments or None,
            again="again" in request.POST,
        ).execute()
    except (SegmentRefused, PublicationRefused, MachineTranslationFailed) as refusal:
        if wants_json:
            unavailable = isinstance(refusal, MachineTranslationFailed)
            status = HTTPStatus.SERVICE_UNAVAILABLE if unavailable else HTTPStatus.CONFLICT
            return JsonResponse({"detail": str(refusal)}, status=status)
        messages.error(request, str(refusal))
    else:
        if wants_json:
            return JsonResponse(_as_json(report, translation))
        _tell(request, report)
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")


def translate_by_machine(
    request: HttpRequest, translations: Iterable[Translation], *, segments: Collection[int] | None
) -> None:
    """Let the default machine fill what is not translated, and say what came of it.

    Args:
        request: of the user who asks.
        translations: what to fill.
        segments: keys of the segments; None for all.
    """
    for translation in translations:
        try:
            report = MachineTranslate(
                translation=translation, user=request.user, segments=segments
            ).execute()
        except PermissionDenied:
            messages.error(
                request,
                _("Nothing was translated into %(language)s: you may not edit that page.")
                % {"language": translation.target_locale.get_display_name()},
            )
        except (SegmentRefused, PublicationRefused, MachineTranslationFailed) as refusal:
            messages.error(request, str(refusal))
        else:
            _tell(request, report)


def _tell(request: HttpRequest, report: MachineReport) -> None:
    level = messages.success if report.written and not report.problem else messages.warning
    level(request, summary(report))
    if report.problem:
        messages.error(request, report.problem)


def summary(report: MachineReport) -> str:
    """Return in words what a machine did, and what is left for a person."""
    count = len(report.written)
    if not count and not report.failed:
        return _("There is nothing left for a machine to translate.")
    sentences = [
        ngettext(
            "%(tool)s translated %(count)s segment. Read it and confirm it.",
            "%(tool)s translated %(count)s segments. Read and confirm each of them.",
            count,
        )
        % {"tool": report.tool, "count": count}
    ]
    if flagged := len(report.flagged):
        sentences.append(
            ngettext(
                "The checks found something in %(count)s of them.",
                "The checks found something in %(count)s of them.",
                flagged,
            )
            % {"count": flagged}
        )
    if failed := len(report.failed):
        sentences.append(
            ngettext(
                "%(count)s segment was not translated.",
                "%(count)s segments were not translated.",
                failed,
            )
            % {"count": failed}
        )
    return " ".join(sentences)


def _as_json(report: MachineReport, translation: Translation) -> dict[str, Any]:
    return {
        "tool": report.tool,
        "written": _written(report, translation),
        "findings": [
            {
                "id": finding.pair.segment_id,
                "code": finding.code,
                "severity": finding.severity,
                "message": str(finding.message),
            }
            for finding in report.findings
        ],
        "failed": report.failed,
        "kept": report.kept,
        "message": summary(report),
        "problem": report.problem,
    }


def _written(report: MachineReport, translation: Translation) -> list[dict[str, Any]]:
    segments = translation.source.stringsegment_set.filter(pk__in=report.written)
    texts = {
        (entry.translation_of_id, entry.context_id): entry.data
        for entry in StringTranslation.objects.filter(
            locale_id=translation.target_locale_id,
            context__object_id=translation.source.object_id,
        )
    }
    return [
        {"id": segment.pk, "text": texts.get((segment.string_id, segment.context_id), "")}
        for segment in segments.order_by("order")
    ]
