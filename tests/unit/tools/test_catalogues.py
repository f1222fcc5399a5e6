import os
from pathlib import Path

import polib
import pytest

from tools.catalogues import compile_catalogues


def write_catalogue(folder: Path, *, language: str = "es", **messages: str) -> Path:
    file = folder / language / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.extend(polib.POEntry(msgid=key, msgstr=value) for key, value in messages.items())
    catalogue.save(str(file))
    return file


def test_a_catalogue_is_compiled_beside_itself(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path, Signature="Firma")
    [compiled] = compile_catalogues(source=tmp_path, target=tmp_path)
    assert compiled == catalogue.with_suffix(".mo")
    assert polib.mofile(str(compiled)).find("Signature").msgstr == "Firma"


def test_a_catalogue_is_compiled_into_another_folder(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "locale", Page="Página")
    [compiled] = compile_catalogues(source=tmp_path / "locale", target=tmp_path / "built")
    assert compiled == tmp_path / "built" / "es" / "LC_MESSAGES" / "django.mo"


def test_what_is_up_to_date_is_left_alone(tmp_path: Path) -> None:
    write_catalogue(tmp_path, Page="Página")
    compile_catalogues(source=tmp_path, target=tmp_path)
    assert compile_catalogues(source=tmp_path, target=tmp_path) == []


def test_a_changed_catalogue_is_compiled_again(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path, Page="Página")
    [compiled] = compile_catalogues(source=tmp_path, target=tmp_path)
    newer = compiled.stat().st_mtime + 1
    os.utime(catalogue, (newer, newer))
    assert compile_catalogues(source=tmp_path, target=tmp_path) == [compiled]


def test_a_broken_catalogue_is_named(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path, Page="Página")
    catalogue.write_text('msgid "Page"\nthis is no catalogue\n')
    with pytest.raises(OSError, match=r"django\.po"):
        compile_catalogues(source=tmp_path, target=tmp_path)
    assert not catalogue.with_suffix(".mo").exists()
