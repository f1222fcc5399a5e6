"""Where exported answers are kept."""

import pytest

from pages.delivery.export.layout import (
    NoPlace,
    Selection,
    folder_of,
    folder_of_found,
    name_of_answer,
)

PAGES = "/api/v2/pages/"


def test_each_question_has_a_folder_of_its_own() -> None:
    folders = {
        folder_of(PAGES, Selection(page_type, locale, offset))
        for page_type in ("", "pages.ConditionPage")
        for locale in ("", "en", "es")
        for offset in (0, 20)
    }
    assert len(folders) == 12
    assert "answers/api/v2/pages/_pages.ConditionPage,es,20" in folders


def test_a_question_says_how_it_is_asked() -> None:
    assert Selection().query == ""
    assert Selection("", "es", 20).query == "?locale=es&offset=20"


def test_letters_with_accents_are_kept_as_a_browser_writes_them() -> None:
    assert folder_of_found(PAGES, "/es/gota-úrica/") == (
        "answers/api/v2/pages/find/_/es/gota-%C3%BArica/_,,0"
    )
    assert folder_of_found(PAGES, "/") == "answers/api/v2/pages/find/_/_,,0"


@pytest.mark.parametrize(
    "html_path",
    [
        "/../../etc/passwd",
        "/en/..",
        "/en/gout/?page=2",
        f"/en/{'x' * 256}/",
        f"/es/{'ú' * 50}/",
        "/a" * 36,
        "/en/" + "/".join(["x" * 200] * 20),
    ],
)
def test_what_cannot_be_the_name_of_a_folder_is_refused(html_path) -> None:
    with pytest.raises(NoPlace):
        folder_of_found(PAGES, html_path)


@pytest.mark.parametrize("path", ["/api/../x/", "/api//x", "/api/\x00/"])
def test_no_folder_is_outside_of_the_release(path) -> None:
    with pytest.raises(NoPlace):
        folder_of(path)


def test_the_name_of_a_file_says_validator_language_and_time() -> None:
    name = name_of_answer(etag="ab", language="es", modified=7, suffix="json")
    assert name == "ab_es_7.json"
    assert name_of_answer(etag="ab", language="", modified=None, suffix="plain") == "ab_0_0.plain"
