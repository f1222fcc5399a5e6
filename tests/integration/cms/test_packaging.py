"""The package that `pip install .` makes: everything the plugin needs, and nothing of the site."""

import zipfile
from pathlib import Path

import pytest

from tests.secondsite.package import build_package


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Build the package of the checkout."""
    return zipfile.ZipFile(build_package(tmp_path_factory.mktemp("package")))


def test_every_file_of_the_plugin_is_in_the_package(wheel: zipfile.ZipFile, checkout: Path) -> None:
    files = {
        str(file.relative_to(checkout))
        for file in (checkout / "pages").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert files - set(wheel.namelist()) == set()


def test_templates_static_files_and_the_type_marker_are_in_the_package(
    wheel: zipfile.ZipFile,
) -> None:
    names = wheel.namelist()
    assert any(name.startswith("pages/templates/pages/") for name in names)
    assert any(name.startswith("pages/static/pages/") for name in names)
    assert "pages/py.typed" in names


def test_every_catalogue_is_in_the_package_compiled(wheel: zipfile.ZipFile, checkout: Path) -> None:
    catalogues = sorted((checkout / "locale").glob("*/LC_MESSAGES/*.po"))
    assert catalogues
    for catalogue in catalogues:
        name = Path("pages", catalogue.relative_to(checkout).with_suffix(".mo"))
        assert wheel.read(str(name)).startswith(b"\xde\x12\x04\x95")


def test_nothing_of_the_site_is_in_the_package(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"pages"}


def test_the_package_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    [name] = [name for name in wheel.namelist() if name.endswith("METADATA")]
    metadata = wheel.read(name).decode()
    assert "Name: wagtail-firma" in metadata
    assert "License-Expression: BSD-3-Clause" in metadata
