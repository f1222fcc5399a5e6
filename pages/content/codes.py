"""Codes of conditions and symptoms, checked for their form.

Only the form is checked, offline: whether a code exists in this year's edition is for the editor
and the reviewer to know.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

ICD_10 = "icd-10"
MESH = "mesh"
CODE_SYSTEMS = [(ICD_10, _("ICD-10")), (MESH, _("MeSH"))]

_icd_10 = re.compile(r"[A-Z]\d[0-9AB](\.[0-9A-Z]{1,4})?[†*]?")
_mesh_unique_id = re.compile(r"[CD]\d{6}(\d{3})?")
_mesh_tree_number = re.compile(r"[A-NVZ]\d{2}(\.\d{3})*")


def normalise_code(code: str) -> str:
    """Return a code in its usual spelling: capital letters, no white space, a typographic dagger.

    >>> normalise_code(" m05.3+ ")
    'M05.3†'
    """
    return re.sub(r"\s", "", code).upper().replace("+", "†")


def is_icd_10(code: str) -> bool:
    """Tell whether a normalised code has the form of ICD-10 or ICD-10-CM, e.g. ``M05.79``.

    One dagger (aetiology) or asterisk (manifestation) may follow.
    """
    return _icd_10.fullmatch(code) is not None


def is_mesh(code: str) -> bool:
    """Tell whether a normalised code has the form of a MeSH identifier.

    That is a unique identifier such as ``D001172`` or a tree number such as ``C05.550.114.154``.
    """
    return bool(_mesh_unique_id.fullmatch(code) or _mesh_tree_number.fullmatch(code))


def code_problem(*, system: str, code: str) -> str:
    """Return what is wrong with the form of a code, translated; empty text if nothing is.

    Args:
        system: one of the keys of `CODE_SYSTEMS`; a code without a system is not judged.
        code: the code as it was typed.
    """
    written = normalise_code(code)
    if not written or not system:
        return ""
    if system == ICD_10 and not is_icd_10(written):
        return gettext(
            "“%(code)s” does not have the form of an ICD-10 code, such as M05.79: correct it."
        ) % {"code": code}
    if system == MESH and not is_mesh(written):
        return gettext(
            "“%(code)s” is neither a MeSH identifier such as D001172 nor a tree number such as "
            "C05.550.114.154: correct it."
        ) % {"code": code}
    return ""
