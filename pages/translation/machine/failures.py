"""Why a machine translator gave no translation, in words for who asked it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from django.utils.translation import gettext as _

QUOTA_EXCEEDED: Final = 456
"""DeepL's own status: the characters of this month are used up."""


class MachineTranslationFailed(Exception):
    """A machine translator that gave no translation; its text says why and what to do.

    It never holds the text that was to be translated, the key, or the server's own words.
    """


def for_status(name: str, status: int) -> MachineTranslationFailed:
    """Return the failure that an HTTP status of a machine translator stands for.

    Args:
        name: how the translator is called on the screen.
        status: a status other than 200.
    """
    known = {"name": name, "status": status}
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        words = _("%(name)s does not accept this site's key. Ask an administrator to check it.")
    elif status == QUOTA_EXCEEDED:
        words = _("%(name)s translates no more until the quota of this site is renewed or raised.")
    elif status == HTTPStatus.TOO_MANY_REQUESTS:
        words = _("%(name)s has too much to do. Try again in a minute.")
    elif status in (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.REQUEST_URI_TOO_LONG):
        words = _("A segment is too long for %(name)s. Translate it by hand.")
    elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        words = _("%(name)s is out of order (%(status)s). Try again later.")
    else:
        words = _(
            "%(name)s refused the request (%(status)s). Ask an administrator whether it knows both "
            "languages, and to check its address."
        )
    return MachineTranslationFailed(words % known)


def timed_out(name: str) -> MachineTranslationFailed:
    """Return the failure of a translator that did not answer in time."""
    return MachineTranslationFailed(
        _("%(name)s did not answer in time. Try again later.") % {"name": name}
    )


def unreachable(name: str) -> MachineTranslationFailed:
    """Return the failure of a translator that no connection could be made to."""
    return MachineTranslationFailed(
        _("%(name)s cannot be reached. Try again later, or ask an administrator.") % {"name": name}
    )


def not_understood(name: str) -> MachineTranslationFailed:
    """Return the failure of a translator whose answer is not what its protocol says."""
    return MachineTranslationFailed(
        _("The answer of %(name)s could not be read. Ask an administrator to check its address.")
        % {"name": name}
    )
