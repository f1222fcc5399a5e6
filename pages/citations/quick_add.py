"""A new reference from within the citation dialog, without leaving the page that is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views import View

from pages.citations.forms import ReferenceForm
from pages.citations.models import DuplicateReference, Reference
from pages.citations.recognising import Recognised, recognise
from pages.citations.views import item_of
from pages.ledger import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from django.http import HttpRequest, HttpResponse

LONGEST_PASTE: Final = 100_000
"""Characters of a pasted text that are looked at."""


class QuickReferenceForm(ReferenceForm):
    """What a citation needs; everything else can be added in the library."""

    class Meta(ReferenceForm.Meta):
        """Fewer fields of the reference."""

        fields: ClassVar[list[str]] = [
            "csl_type",
            "title",
            "authors",
            "year",
            "container_title",
            "publisher",
            "volume",
            "issue",
            "pages",
            "doi",
            "pmid",
            "url",
        ]

    existing: Reference | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["editors"]

    def add_error(self, field: str | None, error: Any) -> None:
        """Add an error, and remember the reference that a duplicate is a duplicate of."""
        for one in getattr(error, "error_dict", {"": [error]}).values():
            for each in one:
                if isinstance(each, DuplicateReference):
                    self.existing = each.existing
        super().add_error(field, error)


class NewReferenceView(View):
    """The form as a fragment of HTML; the new reference as JSON once it was saved."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in who may add references."""
        if not request.user.has_perm("pages.add_reference"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show an empty form, below the field for a pasted citation."""
        return self._render(request, QuickReferenceForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Fill the form from what was pasted, or save it."""
        if "recognise" in request.POST:
            pasted = request.POST.get("pasted", "")[:LONGEST_PASTE]
            recognised = recognise(pasted)
            form = QuickReferenceForm(
                instance=Reference(**recognised.values) if recognised.is_usable else None
            )
            return self._render(request, form, recognised=recognised, pasted=pasted)
        form = QuickReferenceForm(request.POST)
        if not form.is_valid():
            return self._render(request, form)
        actor = cast("AbstractBaseUser", request.user)  # who has a permission is somebody
        with transaction.atomic():
            reference = form.save()
            record(action="reference.created", actor=actor, data={"reference": reference.key})
        return JsonResponse({"item": item_of(reference, get_language() or "en")}, status=201)

    def _render(
        self,
        request: HttpRequest,
        form: QuickReferenceForm,
        *,
        recognised: Recognised | None = None,
        pasted: str = "",
    ) -> HttpResponse:
        existing = recognised.existing if recognised is not None else form.existing
        return render(
            request,
            "pages/citations/new.html",
            {"form": form, "recognised": recognised, "pasted": pasted, "existing": existing},
        )
