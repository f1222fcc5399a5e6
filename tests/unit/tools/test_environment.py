import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment


def fake_python(folder: Path, script: str) -> Path:
    """Write a program that stands in for a Python that lacks something."""
    program = folder / "python3"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return program


def test_an_old_python_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    sentence = environment.refusal()
    assert "needs Python 3.11 or newer and this is 3.9" in sentence
    assert "\n" not in sentence


def test_a_python_without_venv_is_told_which_package_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert "apt-get install python3-venv" in environment.refusal()


def test_a_complete_python_is_not_refused() -> None:
    assert environment.refusal() == ""


def test_a_refusal_makes_nothing_and_fails(tmp_path: Path, checkout: Path) -> None:
    program = fake_python(
        tmp_path,
        f"exec {sys.executable} -c \"import sys, runpy; sys.modules['ensurepip'] = None; "
        'sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name=\'__main__\')" "$@"',
    )
    result = subprocess.run(
        [program, checkout / "tools" / "environment.py", tmp_path / "venv", "requirements.txt"],
        cwd=checkout,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert "python3-venv" in result.stderr
    assert not (tmp_path / "venv").exists()


def test_an_environment_whose_python_is_gone_does_not_work(tmp_path: Path) -> None:
    assert environment.works(str(tmp_path)) is False


def test_a_change_in_an_included_file_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("django\n")
    development = tmp_path / "requirements-dev.txt"
    development.write_text("-r requirements.txt\npytest\n")
    before = environment.fingerprint([str(development)])
    assert environment.fingerprint([str(development)]) == before
    (tmp_path / "requirements.txt").write_text("django<6\n")
    assert environment.fingerprint([str(development)]) != before
