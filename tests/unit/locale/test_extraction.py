"""What keeps a sentence out of the catalogues without anybody noticing."""

import ast
from pathlib import Path

import polib
import pytest
import wagtail
import wagtail_localize

from pages.admin_ui import wagtail_words

ROOT = Path(__file__).resolve().parents[3]
SOURCES = sorted(path for folder in ("pages", "cms") for path in (ROOT / folder).rglob("*.py"))
FUNCTIONS = {
    f"{plural}gettext{lazy}" for plural in ("", "n", "p", "np") for lazy in ("", "_lazy")
} | {"gettext_noop"}


def names_given_to_gettext(source: str) -> set[tuple[str, str]]:
    """Return (function, name given to it) of each import of a function that marks sentences."""
    return {
        (alias.name, alias.asname)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in FUNCTIONS and alias.asname is not None
    }


def words_of_wagtail() -> set[str]:
    """Return every English word of the packages that make the admin."""
    return {
        entry.msgid
        for package in (wagtail, wagtail_localize)
        for path in Path(package.__file__).parent.rglob("locale/en/LC_MESSAGES/django.po")
        for entry in polib.pofile(str(path), encoding="utf-8")
    }


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_gettext_goes_by_a_name_that_xgettext_knows(path):
    # Under any other name, as in "gettext as translate", its sentences are never extracted.
    given = names_given_to_gettext(path.read_text(encoding="utf-8"))
    assert {name for name, other in given if other != "_"} == set()
    assert "ngettext" not in {name for name, _ in given}, "`_` marks a singular only"


def test_an_unknown_name_is_found():
    source = "from django.utils.translation import gettext as translate, gettext_lazy as _"
    assert names_given_to_gettext(source) == {("gettext", "translate"), ("gettext_lazy", "_")}


def test_the_words_that_we_translate_for_wagtail_are_still_its_own():
    ours = {*wagtail_words.MISSING, *wagtail_words.REWORDED}
    assert ours - words_of_wagtail() == set()


def test_no_word_of_wagtail_is_listed_twice():
    words = [*wagtail_words.MISSING, *wagtail_words.REWORDED]
    assert len(words) == len(set(words))
