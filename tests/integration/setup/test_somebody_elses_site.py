"""README's "Add Firma to an existing Wagtail site", done by the letter on a site that has pages."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostapp.readme import code

CHECKOUT = Path(__file__).parents[3]


class Host:
    """A Wagtail site in a folder of its own, with its own settings, database and process."""

    def __init__(self, folder: Path) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = kept | {
            "DJANGO_SETTINGS_MODULE": "tests.hostapp.settings",
            "HOST_FOLDER": str(folder),
        }

    def run(self, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=CHECKOUT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def visit(self, what: str) -> dict[str, object]:
        done = self.run("tests.hostapp.visit", what)
        assert done.returncode == 0, done.stderr
        answer: dict[str, object] = json.loads(done.stdout)
        return answer


@pytest.fixture
def host(tmp_path):
    return Host(tmp_path)


@pytest.mark.once
def test_firma_is_added_as_readme_says_and_the_sites_own_pages_stay(host):
    commands = [line.split()[2:] for line in code("python manage.py check").splitlines()]
    assert commands == [["check"], ["migrate"], ["setup_pages"]]
    for command in commands:
        done = host.run("django", *command)
        assert done.returncode == 0, done.stderr
        assert "WARNING" not in done.stderr, done.stderr
        if command == ["migrate"]:
            host.visit("make_home")
    done = host.run("django", "check")
    assert (done.returncode, done.stderr) == (0, "")

    seen = host.visit("visit")

    assert seen["home"] == [200, True]
    assert seen["login"] == 200
    assert seen["again"] == [200, 0]
    assert seen["beside_home"] == 404
    assert seen["served"] == [404, 404, 404]
    assert seen["listed"] == [
        "pages.ConditionIndexPage",
        "pages.HomePage",
        "pages.ProcedureIndexPage",
        "pages.TestimonialIndexPage",
    ]
    assert all(address.startswith("https://www.example.org/en/") for address in seen["addresses"])
