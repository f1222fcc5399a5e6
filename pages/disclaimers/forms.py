"""The form on which a disclaimer's text is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.forms.models import WagtailAdminModelForm

if TYPE_CHECKING:
    from pages.disclaimers.models import Disclaimer


class DisclaimerForm(WagtailAdminModelForm):
    """Shows the key of an existing disclaimer without letting it change."""

    instance: Disclaimer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding and "key" in self.fields:
            self.fields["key"].disabled = True

    def save(self, commit: bool = True) -> Disclaimer:
        """Store the text in the name of the form's user."""
        self.instance.attribute_to(self.for_user)
        saved: Disclaimer = super().save(commit=commit)
        return saved
