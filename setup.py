"""The build step that pyproject.toml cannot express: compiled catalogues go into the package."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from tools.catalogues import compile_catalogues  # noqa: E402 - found only through the line above


class BuildWithCatalogues(build_py):
    def run(self):
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "pages" / "locale"
            compile_catalogues(source=HERE / "locale", target=target)


setup(cmdclass={"build_py": BuildWithCatalogues})
