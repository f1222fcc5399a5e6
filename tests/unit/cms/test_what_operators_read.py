"""What README and docs/production.md tell operators to type and to set is there."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

CHECKOUT = Path(__file__).parents[3]
PRODUCTION = CHECKOUT / "docs" / "production.md"
README = CHECKOUT / "README.md"


def production_section() -> str:
    whole = README.read_text(encoding="utf-8")
    start = whole.index("## Run it in production")
    return whole[start : whole.index("\n## ", start + 1)]


@pytest.mark.parametrize("page", [README, PRODUCTION, CHECKOUT / "docs" / "operations.md"])
def test_every_command_exists(page):
    named = set(re.findall(r"manage\.py ([a-z_]+)", page.read_text(encoding="utf-8")))
    assert named
    assert named <= set(get_commands())


def test_every_variable_that_production_wants_is_explained_and_in_the_example():
    named = set(re.findall(r"\b[A-Z]+_[A-Z_]+\b", production_section()))
    assert {"SECRET_KEY", "CACHE_URL", "PRIVATE_MEDIA_ROOT"} <= named
    for page in (CHECKOUT / "docs" / "settings.md", CHECKOUT / ".env.example"):
        words = page.read_text(encoding="utf-8")
        assert not {name for name in named if name not in words}, page.name


def test_readme_and_the_page_about_production_agree_on_the_commands():
    def commands(words: str) -> set[str]:
        lines = re.findall(r"^\.venv/bin/[^#\n]+", words, re.MULTILINE)
        return {line.strip() for line in lines}

    page = PRODUCTION.read_text(encoding="utf-8")
    missing = {
        line
        for line in commands(production_section())
        if line not in page and "createsuperuser" not in line
    }
    assert not missing
