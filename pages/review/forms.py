"""The forms of a medical review: to sign, and to send back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.debug import sensitive_variables

from pages.people import person_for
from pages.people.wordings import texts_in
from pages.publishing import PublicationRefused, Stage, blockers
from pages.review.fingerprints import digest, fingerprint
from pages.review.overrides import SHORTEST_REASON
from pages.review.rows import page_in_review
from pages.review.signature import issue_token, signature_backend
from pages.review.wording import signature_meaning

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from django_stubs_ext import StrOrPromise
    from wagtail.models import TaskState

    from pages.publishing import Blocker


class SigningForm(forms.Form):
    """Sign: the meaning confirmed, the password typed again, an optional comment.

    Where there are warnings that are more than advice about the text, the form asks whether they
    were read, too; where something blocks that
    may be overridden, it asks for a reason. What was shown is posted along (``content``), so that
    nobody signs what came after they read.

    After validation ``cleaned_data`` holds ``token``, ``comment`` and, where reasons were asked,
    ``overrides``: the password leaves the form nowhere, since Wagtail echoes cleaned data to the
    browser. Subclasses say what is signed.
    """

    changed_while_reading: StrOrPromise
    """What to tell a reviewer when the content is not the one that the form was made for."""

    content = forms.CharField(widget=forms.HiddenInput)
    confirm = forms.BooleanField(label=gettext_lazy("I sign this statement"))
    accept_warnings = forms.BooleanField(
        label=gettext_lazy("I have read the warnings and sign in spite of them")
    )
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

    def __init__(self, *args: Any, user: AbstractBaseUser | None = None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["content"].initial = self._shown
        if all(one.is_advice for one in self.warnings):
            del self.fields["accept_warnings"]
        self.fields = self._reasons_for(self.judged) | self.fields
        backend = signature_backend()
        field = self.fields["password"]
        field.label = getattr(backend, "credential_label", field.label)
        field.help_text = getattr(backend, "credential_help", field.help_text)

    def subject(self) -> dict[str, int]:
        """Return what is signed, by a name for its kind and its id; empty if it is not known."""
        raise NotImplementedError("What is signed is known to the form of its kind.")

    def content_fingerprint(self) -> str:
        """Return the fingerprint of what is to be signed, as it is now."""
        raise NotImplementedError("What is signed is known to the form of its kind.")

    def language_code(self) -> str:
        """Return the code of the language of what is signed; empty if it is not known."""
        raise NotImplementedError("What is signed is known to the form of its kind.")

    def faults(self) -> list[Blocker]:
        """Return what speaks against a signature, and what is only pointed out."""
        raise NotImplementedError("What is signed is known to the form of its kind.")

    @cached_property
    def worded_credentials(self) -> str:
        """What readers of the language will read after the reviewer's name.

        Empty where it is the person record's own words: others, whoever wrote them, are read by the
        reviewer before they sign with them.
        """
        person = person_for(self.user)
        if person is None or not self.language_code():
            return ""
        credentials = texts_in(person, self.language_code()).credentials
        return credentials if credentials != person.credentials else ""

    @cached_property
    def found(self) -> list[Blocker]:
        """What speaks against a signature, and what is only pointed out; asked for once."""
        return self.faults()

    @property
    def blocking(self) -> list[Blocker]:
        """What has to be settled before a signature."""
        return [blocker for blocker in self.found if blocker.blocks and not blocker.is_overridable]

    @property
    def judged(self) -> list[Blocker]:
        """What may be signed in spite of, with a reason in writing; one for each sentence."""
        return list({one.key: one for one in self.found if one.is_overridable}.values())

    @property
    def warnings(self) -> list[Blocker]:
        """In spite of what it may be signed."""
        return [blocker for blocker in self.found if not blocker.blocks]

    def _reasons_for(self, judged: list[Blocker]) -> dict[str, forms.Field]:
        """Return a field for the reason of each, by name."""
        return {
            f"reason_{blocker.key}": forms.CharField(
                label=gettext("Why this sentence may stand: “%(sentence)s”")
                % {"sentence": blocker.quote},
                help_text=str(blocker.message),
                min_length=SHORTEST_REASON,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            for blocker in judged
        }

    def _overrides(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the reasons that were given, by key of blocker; nothing where none was asked."""
        reasons = {one.key: data.get(f"reason_{one.key}", "") for one in self.judged}
        return {"overrides": reasons} if reasons else {}

    @cached_property
    def _shown(self) -> str:
        """What identifies the content, and what was said of it, that the form was shown with."""
        if not self.subject():
            return ""
        content = self.content_fingerprint()
        said = [
            (one.code, one.field, one.quote, str(one.message))
            for one in (*self.judged, *self.warnings)
        ]
        if self.worded_credentials:
            said.append(("signer", "", self.worded_credentials, ""))
        return f"{content}-{digest(said)[:16]}" if said else content

    @sensitive_variables("password", "data")
    def clean(self) -> dict[str, Any]:
        """Exchange the password for a token that is bound to what is signed and its content."""
        data = super().clean() or self.cleaned_data
        password = data.pop("password", None)
        cleaned = {"comment": data.get("comment", ""), "token": "", **self._overrides(data)}
        if self.errors or self.user is None or not self.subject():
            return cleaned
        if data.get("content") != self._shown:
            self.add_error(None, str(self.changed_while_reading))
            return cleaned
        try:
            cleaned["token"] = issue_token(
                user=self.user,
                credential=password or "",
                fingerprint=self.content_fingerprint(),
                **self.subject(),
            )
        except PublicationRefused as refusal:
            self.add_error("password", str(refusal))
        return cleaned


class _ReviewForm(forms.Form):
    """A form that knows on which review it acts.

    Wagtail builds forms of workflow actions without a user; our views pass both.
    """

    needs_review = True

    def __init__(self, *args: Any, task_state: TaskState | None = None, **kwargs: Any) -> None:
        self.task_state = task_state
        super().__init__(*args, **kwargs)


class SignatureForm(_ReviewForm, SigningForm):
    """Sign the page that is in review."""

    changed_while_reading = gettext_lazy(
        "The page, a reference that it cites or a warning about it was changed while "
        "you were reading. Reload, read what changed, and sign again."
    )

    def subject(self) -> dict[str, int]:
        """Return the review."""
        return {} if self.task_state is None else {"task_state_id": self.task_state.pk}

    def content_fingerprint(self) -> str:
        """Return the fingerprint of the latest draft."""
        return "" if self.draft is None else fingerprint(self.draft)

    def language_code(self) -> str:
        """Return that of the draft."""
        return "" if self.draft is None else str(self.draft.locale.language_code)

    @cached_property
    def draft(self) -> Any:
        """The content that would be signed, or None for a form without a review.

        Raises:
            PageDeleted: the page is gone.
        """
        if self.task_state is None:
            return None
        return page_in_review(self.task_state).get_latest_revision().as_object()

    def faults(self) -> list[Blocker]:
        """Return what the requirements say of the latest draft."""
        return [] if self.draft is None else blockers(self.draft, stage=Stage.SIGNATURE)

    @property
    def meaning(self) -> str:
        """What the signature means, in the words that are kept with it."""
        return "" if self.draft is None else signature_meaning(self.draft)


class SendBackForm(_ReviewForm):
    """Send back: a comment that says what has to change."""

    def __init__(self, *args: Any, user: AbstractBaseUser | None = None, **kwargs: Any) -> None:
        # Wagtail's views hand the user to the form of every action.
        super().__init__(*args, **kwargs)

    comment = forms.CharField(
        label=gettext_lazy("What has to change"), widget=forms.Textarea(attrs={"rows": 4})
    )
