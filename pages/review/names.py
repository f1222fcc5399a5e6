"""The name of the review's workflow and task, in the language of whoever reads it.

Wagtail stores one name for a workflow and prints it on a dozen screens and in mails: "Submit to
Medical review". A site that `setup_pages` made has readers of two languages. The stored name stays
what it is; printed, it is in the reader's language. A site that gives its workflow a name of its
own reads that name everywhere.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

DEFAULT_NAME = "Medical review"
"""What `setup_pages` calls the workflow and its task."""


class NameInReadersLanguage(str):
    """The default name: stored and compared as it stands, printed in the active language."""

    __slots__ = ()

    def __str__(self) -> str:
        return _("Medical review")

    def __format__(self, specification: str) -> str:
        return format(str(self), specification)


@cache
def default_names() -> frozenset[str]:
    """Return the default name in every language of the admin.

    Somebody who saves the workflow's form in Spanish stores the Spanish one.
    """
    names = {DEFAULT_NAME}
    for code, _label in settings.LANGUAGES:
        with override(code):
            names.add(_("Medical review"))
    return frozenset(names)


def name_in_readers_language(*, instance: Any, **_arguments: Any) -> None:
    """Receive `post_init` of a workflow or task: print a default name in the reader's language."""
    name = instance.__dict__.get("name")
    if name and name in default_names():
        instance.name = NameInReadersLanguage(name)
