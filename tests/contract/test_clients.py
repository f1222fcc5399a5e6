"""What others make clients with: TypeScript types from the description, and wagtail-js as it is.

Their packages come from npm, in the versions of `clients/package.json`, into a temporary folder.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from wagtail.contrib.redirects.models import Redirect

from pages.delivery.openapi.document import describe
from pages.delivery.openapi.view import serialized
from tests.factories.content import a_reference
from tests.factories.delivery import a_file, an_image, cite, draft, link_to_file, publish
from tests.needs import NPM, do_without, require

CLIENTS = Path(__file__).parent / "clients"
SECONDS = 300
STRICT = (
    *("--strict", "--noEmit", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess"),
    *("--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"),
    *("--lib", "es2022,dom"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the clients and their packages."""
    require(NPM)
    folder = tmp_path_factory.mktemp("clients")
    shutil.copytree(CLIENTS, folder, dirs_exist_ok=True)
    installed = _run(
        "npm",
        "install",
        "--no-audit",
        "--no-fund",
        "--no-package-lock",
        "--ignore-scripts",
        at=folder,
    )
    if installed.returncode:
        do_without(NPM, because=f"it could not install ({installed.stderr[-500:]})")
    (folder / "openapi.json").write_text(serialized(describe()), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def typed(folder: Path) -> Path:
    """Return the folder with the types that were made from the description in it."""
    made = _run(_tool(folder, "openapi-typescript"), "openapi.json", "-o", "api.ts", at=folder)
    assert made.returncode == 0, made.stderr
    return folder


def _tool(folder: Path, name: str) -> str:
    return str(folder / "node_modules" / ".bin" / name)


def _run(*command: str, at: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=at, capture_output=True, text=True, timeout=SECONDS, check=False
    )


def _compiled(folder: Path, name: str) -> subprocess.CompletedProcess[str]:
    return _run(_tool(folder, "tsc"), *STRICT, name, at=folder)


def test_a_frontend_compiles_with_the_types(typed):
    compiled = _compiled(typed, "sample.ts")

    assert compiled.stdout == ""
    assert compiled.returncode == 0


def test_mistakes_of_a_frontend_are_found_by_the_types(typed):
    compiled = _compiled(typed, "wrong.ts")

    marked = {
        number
        for number, line in enumerate((CLIENTS / "wrong.ts").read_text().splitlines(), start=1)
        if "// wrong:" in line
    }
    found = {int(number) for number in re.findall(r"^wrong\.ts\((\d+),", compiled.stdout, re.M)}
    assert compiled.returncode != 0
    assert found == marked


def a_site() -> dict[str, Any]:
    """Make a page with an image and a file, and a redirect to it; return their ids."""
    image, file = an_image(focal_point_x=300, focal_point_y=150), a_file()
    page = publish(
        draft(
            title="Arthritis",
            slug="arthritis",
            hero_image=image,
            hero_alt="A hand",
            causes=f"<p>Read {link_to_file(file)} {cite(a_reference())}.</p>",
        )
    )
    Redirect.objects.create(old_path="/old", redirect_page=page)
    return {
        "page": page.pk,
        "parent": page.get_parent().pk,
        "image": image.pk,
        "document": file.pk,
        "missing": 999999,
        "path": "/en/conditions/arthritis/",
    }


def test_wagtails_javascript_client_works_unchanged(folder, live_server, settings):
    settings.WAGTAILAPI_BASE_URL = live_server.url  # where the answers lead, and files are
    site = a_site()

    called = _run("node", "wagtail.mjs", json.dumps({"server": live_server.url, **site}), at=folder)

    assert called.returncode == 0, called.stderr
    got = json.loads(called.stdout)
    [listed] = got["fetchPages"]["items"]
    assert listed["title"] == "Arthritis"
    assert listed["review"] == {"status": "current"}
    assert got["fetchPages"]["meta"]["total_count"] == 1
    assert [item["id"] for item in got["fetchPagesBelow"]["items"]] == [site["page"]]
    assert site["page"] in [item["id"] for item in got["fetchPagesSearched"]["items"]]
    assert got["fetchPageById"]["references"][0]["number"] == 1
    assert got["fetchPageByIdInPart"] == {"title": "Arthritis"}
    assert got["fetchPageBySlug"]["id"] == site["page"]
    assert got["findPage"] == got["functionFetchRequest"] == got["fetchPageById"]
    assert got["functionFetchContent"]["items"] == [got["fetchPageBySlug"]]
    assert [item["id"] for item in got["fetchImages"]["items"]] == [site["image"]]
    assert got["fetchImage"]["renditions"]
    assert got["getMediaSrc"].startswith("https://media.example.org/media/")
    assert [item["id"] for item in got["fetchDocuments"]["items"]] == [site["document"]]
    assert got["fetchDocument"]["title"] == "A leaflet"
    assert got["fetchRedirects"]["items"] == [got["findRedirect"]]
    assert got["findRedirect"]["location"].endswith(site["path"])
    for what in ("Page", "Image", "Document"):
        assert got[f"fetch{what}Missing"]["message"] == f"{what} not found"
    assert got["fetchPageBySlugMissing"]["data"] == {"meta": {"total_count": 0}, "items": []}
    for refused in ("refusedListing", "refusedPost"):
        assert got[refused] == {"isFetchError": True, "code": "REQUEST_FAILED"}
