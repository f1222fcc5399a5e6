"""The two forms of a medical review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from pages.publishing import PublicationRefused
from pages.review.fingerprints import fingerprint
from pages.review.signature import issue_token
from pages.review.wording import signature_meaning

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from wagtail.models import TaskState


class _ReviewForm(forms.Form):
    """A form that knows who acts and on which review.

    Wagtail builds forms of workflow actions without a user; our views pass both.
    """

    needs_review = True

    def __init__(
        self,
        *args: Any,
        user: AbstractBaseUser | None = None,
        task_state: TaskState | None = None,
        **kwargs: Any,
    ) -> None:
        self.user = user
        self.task_state = task_state
        super().__init__(*args, **kwargs)


class SignatureForm(_ReviewForm):
    """Sign: the meaning confirmed, the password typed again, an optional comment.

    After validation ``cleaned_data`` holds ``token`` and ``comment`` only: the password leaves the
    form nowhere, since Wagtail echoes cleaned data to the browser.
    """

    content = forms.CharField(widget=forms.HiddenInput)
    confirm = forms.BooleanField(label=gettext_lazy("I sign this statement"))
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=gettext_lazy("The password of your account, again for every signature."),
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment (optional)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["content"].initial = self._content_fingerprint()

    def clean(self) -> dict[str, Any]:
        """Exchange the password for a token that is bound to this review and its content."""
        data = super().clean() or self.cleaned_data
        password = data.pop("password", None)
        comment = data.get("comment", "")
        if self.errors or self.user is None or self.task_state is None:
            return {"comment": comment, "token": ""}
        content = self._content_fingerprint()
        if data.get("content") != content:
            self.add_error(
                None,
                gettext(
                    "The page, or a reference that it cites, was changed while you were reading. "
                    "Reload, read what changed, and sign again."
                ),
            )
            return {"comment": comment, "token": ""}
        token = ""
        try:
            token = issue_token(
                user=self.user,
                credential=password or "",
                task_state_id=self.task_state.pk,
                fingerprint=content,
            )
        except PublicationRefused as refusal:
            self.add_error("password", str(refusal))
        return {"comment": comment, "token": token}

    @property
    def meaning(self) -> str:
        """What the signature means, in the words that are kept with it."""
        if self.task_state is None:
            return ""
        revision = self.task_state.workflow_state.content_object.get_latest_revision()
        return signature_meaning(revision.as_object())

    def _content_fingerprint(self) -> str:
        if self.task_state is None:
            return ""
        revision = self.task_state.workflow_state.content_object.get_latest_revision()
        return fingerprint(revision.as_object())


class SendBackForm(_ReviewForm):
    """Send back: a comment that says what has to change."""

    comment = forms.CharField(
        label=gettext_lazy("What has to change"), widget=forms.Textarea(attrs={"rows": 4})
    )
