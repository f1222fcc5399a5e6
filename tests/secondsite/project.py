"""Making the second site: an environment, a project of `wagtail start`, and README's steps."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.hostapp.readme import code, quoted
from tests.secondsite.package import build_package

NAME = "clinic"
ROAD = Path(__file__).parent / "road"
BEFORE = "    # ... what was there before\n"


class SecondSite:
    """A project in a folder of its own, outside of the checkout, run by a Python of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / "environment" / "bin" / "python"
        self.project = folder / NAME

    def run(self, *arguments: str, folder: Path | None = None) -> str:
        """Run the environment's Python, in the project unless told otherwise; return what it said.

        Raises:
            AssertionError: it failed.
        """
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        done = subprocess.run(
            [str(self.python), *arguments],
            cwd=folder or self.project,
            env=kept | {"HOME": str(self.folder), "TMPDIR": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{arguments}:\n{done.stdout[-2000:]}\n{done.stderr[-6000:]}"
        return done.stdout + done.stderr

    def follow(self, beginning: str) -> list[str]:
        """Give the commands of a block of README, as it has them; return what each said."""
        lines = code(beginning).splitlines()
        assert lines
        assert all(line.startswith("python manage.py ") for line in lines), lines
        return [self.run(*line.split()[1:]) for line in lines]

    def walk(self) -> dict[str, Any]:
        """Walk the road in the project's own process; return what it saw."""
        shutil.copytree(ROAD, self.project / "road", ignore=shutil.ignore_patterns("__pycache__"))
        self.run("-m", "road", f"{NAME}.settings.dev", "seen.json")
        seen: dict[str, Any] = json.loads((self.project / "seen.json").read_text(encoding="utf-8"))
        return seen


def make_second_site(folder: Path) -> SecondSite:
    """Start a project and add Firma to it, up to where README says what the database needs."""
    site = SecondSite(folder)
    _make_environment(site)
    # What the script `wagtail` runs; it lies in the environment that Wagtail was installed into.
    site.run("-m", "wagtail.bin.wagtail", "start", NAME, folder=folder)
    _install(site)
    settings = site.project / NAME / "settings" / "base.py"
    settings.write_text(with_settings(settings.read_text(encoding="utf-8")), encoding="utf-8")
    addresses = site.project / NAME / "urls.py"
    addresses.write_text(with_addresses(addresses.read_text(encoding="utf-8")), encoding="utf-8")
    return site


def _make_environment(site: SecondSite) -> None:
    """Make an environment that has all that is installed here, and nothing of the checkout.

    Without a network nothing can be fetched, and `--system-site-packages` would show what belongs
    to the machine's Python: the tests' own may be that of an environment. A `.pth` file shows the
    folders into which packages are installed. It does not follow the files of its kind in there, so
    that a checkout which is installed to be edited stays out of sight as well.
    """
    environment = site.python.parents[1]
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(environment)],
        check=True,
        capture_output=True,
    )
    installed = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    [own] = environment.glob("lib/python*/site-packages")
    (own / "dependencies.pth").write_text("\n".join(installed), encoding="utf-8")


def _install(site: SecondSite) -> None:
    """Install the package beside what the project asks for: pip finds all of it there already."""
    words = code("pip install").split()
    assert words == ["pip", "install", "/path/to/firma"]
    requirements = site.project / "requirements.txt"
    asked = requirements.read_text(encoding="utf-8").splitlines()
    kept = [line for line in asked if not line.startswith("Django")]
    requirements.write_text("\n".join([*kept, quoted("Django>=")]), encoding="utf-8")
    folder = site.folder / "package"
    folder.mkdir()
    package = build_package(folder)
    site.run("-m", *words[:-1], "--no-index", str(package), "--requirement", str(requirements))


def with_settings(text: str) -> str:
    """Return a project's settings with README's: lists where they are, the rest at the end."""
    block = code("INSTALLED_APPS = [")
    rest = block.removeprefix(_list(block, "INSTALLED_APPS"))
    assert "[" not in rest.partition("=")[0]
    for said, name in ((block, "INSTALLED_APPS"), (code("MIDDLEWARE = ["), "MIDDLEWARE")):
        text = text.replace(_list(text, name), _merged(_list(said, name), _list(text, name)))
    return f"{text}\n\n{rest.strip()}\n"


def with_addresses(text: str) -> str:
    """Return a project's `urls.py` with README's: its own lines in the place that it names."""
    block = code("from pages.delivery.router")
    imports, _, _ = block.partition("\n\n")
    _, _, ours = _list(block, "urlpatterns").partition(BEFORE)
    replaced = '    path("", include(wagtail_urls)),\n'
    assert text.count(replaced) == 1
    assert "was: include(wagtail_urls)" in ours
    return f"{imports}\n" + text.replace(replaced, ours.removesuffix("]\n"))


def _list(text: str, name: str) -> str:
    """Return the assignment of a list, whole lines of it."""
    [found] = re.findall(rf"^{name} = \[\n.*?^\]\n", text, re.MULTILINE | re.DOTALL)
    return str(found)


def _merged(said: str, there: str) -> str:
    """Return the list that README shows, with what was there where it speaks of that."""
    assert said.count(BEFORE) == 1
    named = said.splitlines(keepends=True)
    before = [line for line in there.splitlines(keepends=True)[1:-1] if line not in named]
    return said.replace(BEFORE, "".join(before))
