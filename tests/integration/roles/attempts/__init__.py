"""What people try to do in the admin: each attempt posts what the browser would, and looks.

An attempt is a function of the visitor's client and the site; it returns the response and whether
the thing was done. `ATTEMPTS` names them, each with the roles that may; a module here holds those
of one subject.
"""

from tests.integration.roles.attempts import (
    administration,
    disclaimers,
    images,
    looking,
    people,
    permissions,
    places,
    publishing,
    references,
    sharing,
    signing,
    translating,
    writing,
)
from tests.integration.roles.attempts.attempt import (
    ATTEMPTS,
    DONE,
    DRAFT,
    ELSEWHERE,
    LOGIN,
    REFUSED,
    Attempt,
)

SUBJECTS = (
    looking,
    sharing,
    writing,
    publishing,
    places,
    signing,
    translating,
    references,
    disclaimers,
    permissions,
    people,
    images,
    administration,
)

__all__ = [
    "ATTEMPTS",
    "DONE",
    "DRAFT",
    "ELSEWHERE",
    "LOGIN",
    "REFUSED",
    "SUBJECTS",
    "Attempt",
]
