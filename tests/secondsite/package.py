"""The package that `pip install /path/to/firma` makes of the checkout."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def build_package(folder: Path) -> Path:
    """Build the wheel in a folder, from a copy of the checkout, with the tools installed here."""
    source = folder / "source"
    source.mkdir()
    ignored = shutil.ignore_patterns("__pycache__", "*.mo")
    for name in ("pages", "locale", "tools"):
        if (CHECKOUT / name).exists():
            shutil.copytree(CHECKOUT / name, source / name, ignore=ignored)
    for name in ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copyfile(CHECKOUT / name, source / name)
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"),
            *("--no-build-isolation", "--wheel-dir", str(folder), str(source)),
        ],
        check=True,
        capture_output=True,
    )
    [built] = folder.glob("*.whl")
    return built
