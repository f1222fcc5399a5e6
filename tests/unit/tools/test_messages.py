from pathlib import Path

import polib
import pytest

from tools.messages import GettextMissing, extract, faults

pytestmark = pytest.mark.needs("gettext")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a small project with a sentence in Python, in a template and in JavaScript."""
    (tmp_path / "cms").mkdir()
    (tmp_path / "pages" / "templates").mkdir(parents=True)
    (tmp_path / "pages" / "static").mkdir()
    (tmp_path / "pages" / "rules.py").write_text(
        'from django.utils.translation import gettext as _\nSENTENCE = _("Signed by %(name)s")\n'
    )
    (tmp_path / "pages" / "templates" / "page.html").write_text(
        '{% load i18n %}{% translate "Waiting for review" %}'
    )
    (tmp_path / "pages" / "static" / "page.js").write_text('gettext("Choose a reference");\n')
    extract(tmp_path)
    return tmp_path


def catalogue(project: Path, domain: str = "django", language: str = "es") -> Path:
    return project / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def translate(project: Path, domain: str, **translations: str) -> None:
    file = polib.pofile(str(catalogue(project, domain)))
    for entry in file:
        entry.msgstr = translations.get(entry.msgid.split()[0], entry.msgstr)
    file.save()


@pytest.fixture
def translated(project: Path) -> Path:
    """Return the same project with its Spanish catalogues complete."""
    translate(project, "django", Signed="Firmado por %(name)s", Waiting="En espera de revisión")
    translate(project, "djangojs", Choose="Elija una referencia")
    return project


def test_python_templates_and_scripts_are_all_read(project: Path) -> None:
    python = {entry.msgid for entry in polib.pofile(str(catalogue(project)))}
    script = {entry.msgid for entry in polib.pofile(str(catalogue(project, "djangojs")))}
    assert python == {"Signed by %(name)s", "Waiting for review"}
    assert script == {"Choose a reference"}


def test_complete_catalogues_have_no_faults(translated: Path) -> None:
    assert list(faults(translated)) == []


def test_extracting_twice_changes_nothing(translated: Path) -> None:
    assert extract(translated) == []


def test_an_untranslated_sentence_is_a_fault_in_spanish_only(project: Path) -> None:
    found = list(faults(project))
    assert len(found) == 3
    assert all("locale/es" in fault and "is not translated" in fault for fault in found)


def test_a_sentence_that_is_only_in_the_code_is_a_fault_in_both_languages(
    translated: Path,
) -> None:
    with (translated / "pages" / "rules.py").open("a") as code:
        code.write('OTHER = _("Sent back")\n')
    found = list(faults(translated))
    assert [fault.split(":")[0] for fault in found] == [
        "locale/en/LC_MESSAGES/django.po",
        "locale/es/LC_MESSAGES/django.po",
    ]
    assert all("lacks 'Sent back' (pages/rules.py)" in fault for fault in found)


def test_a_sentence_that_left_the_code_is_a_fault(translated: Path) -> None:
    (translated / "pages" / "static" / "page.js").unlink()
    found = list(faults(translated))
    assert len(found) == 2
    assert all("no longer in the code" in fault for fault in found)


def test_a_doubtful_translation_is_a_fault(translated: Path) -> None:
    file = polib.pofile(str(catalogue(translated)))
    file[0].flags.append("fuzzy")
    file.save()
    [fault] = faults(translated)
    assert "marked fuzzy" in fault


def test_a_placeholder_lost_in_translation_is_a_fault(translated: Path) -> None:
    translate(translated, "django", Signed="Firmado")
    [fault] = faults(translated)
    assert "other placeholders" in fault


def test_the_check_changes_nothing(translated: Path) -> None:
    with (translated / "pages" / "rules.py").open("a") as code:
        code.write('OTHER = _("Sent back")\n')
    before = {file: file.read_bytes() for file in translated.rglob("*") if file.is_file()}
    list(faults(translated))
    after = {file: file.read_bytes() for file in translated.rglob("*") if file.is_file()}
    assert after == before


def test_a_machine_without_gettext_is_told_how_to_get_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GettextMissing, match="apt-get install gettext"):
        list(faults(project))
