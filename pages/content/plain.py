"""What a page without a review says in public: its title, and what search engines show of it."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ValidationError

from pages.claims.unreviewed import unreviewed_problems

PUBLIC_TEXTS: Final = ("title", "seo_title", "search_description")


class Plain:
    """A page of which these few texts are public unsigned, so that they may claim nothing."""

    locale: Any
    locale_id: int | None

    def clean(self) -> None:
        """Refuse what may not be public without a review; forms and ``save`` both ask.

        Raises:
            ValidationError: with the problems of each field.
        """
        super().clean()  # type: ignore[misc]  # the page's, beside which this stands
        if self.locale_id is None:
            return
        language = self.locale.language_code
        found = {
            name: list(unreviewed_problems(getattr(self, name) or "", language=language))
            for name in PUBLIC_TEXTS
        }
        if any(found.values()):
            raise ValidationError({name: said for name, said in found.items() if said})
