"""The languages in which a patient may have spoken: any, not only those of the site."""

from __future__ import annotations

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext


def spoken_languages() -> list[tuple[str, str]]:
    """Return (code, name in the active language) of the languages to choose from, by name.

    Regional forms are left out: what counts is the language, not where it is spoken.
    """
    named = [
        (code, gettext(str(info["name"])))
        for code, info in LANG_INFO.items()
        if "-" not in code and "name" in info
    ]
    return sorted(named, key=lambda pair: pair[1].casefold())


def same_language(one: str, other: str) -> bool:
    """Tell whether two codes name the same language; a region makes no difference.

    >>> same_language("es-mx", "es")
    True
    """
    return bool(one) and one.partition("-")[0].lower() == other.partition("-")[0].lower()
