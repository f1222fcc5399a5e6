"""Who works with the glossary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from pages.translation.glossary import GROUP_PERMISSIONS
from pages.translation.glossary.storing import store
from pages.translation.glossary.values import Concept, Definition, Term
from tests.factories.people import an_account

SHOULDER = Concept(
    "frozen-shoulder",
    "disease",
    (Definition("en", "A stiff shoulder."), Definition("es", "Un hombro rígido.")),
    "",
    (
        Term("en", "frozen shoulder", "preferred", "noun"),
        Term("es", "hombro congelado", "preferred", "noun", "m"),
        Term("es", "hombro helado", "forbidden", "noun", "m", note="Traducción literal."),
    ),
)
GOUT = Concept(
    "gout",
    "disease",
    terms=(Term("en", "gout", "preferred", "noun"), Term("es", "gota", "preferred", "noun", "f")),
)


@pytest.fixture
def entries(db: Any) -> list[Concept]:
    """Two entries of the glossary."""
    for concept in (SHOULDER, GOUT):
        store(concept)
    return [SHOULDER, GOUT]


@pytest.fixture
def as_member(db: Any) -> Callable[[str], Client]:
    """Log a member of a group in, with the permissions of this room alone."""

    def log_in(group: str) -> Client:
        client = Client()
        client.force_login(an_account(*GROUP_PERMISSIONS[group]))
        return client

    return log_in
