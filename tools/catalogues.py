"""Compile gettext catalogues without gettext: `.po` files become `.mo` files.

Usage: python -m tools.catalogues

Compiled files are not committed. `make run`, the tests and the package's build compile them here.
"""

import sys
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_catalogues(*, source: Path, target: Path) -> list[Path]:
    """Compile every catalogue below one folder into the same place below another.

    A compiled file that is not older than its catalogue is left alone.

    Args:
        source: holds `<language>/LC_MESSAGES/<domain>.po`.
        target: receives `<language>/LC_MESSAGES/<domain>.mo`; may be the same folder.

    Returns:
        the files that were written.

    Raises:
        OSError: a catalogue cannot be read or is not valid; the message names the line.
    """
    written = []
    for catalogue in sorted(source.glob("*/LC_MESSAGES/*.po")):
        compiled = target / catalogue.relative_to(source).with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= catalogue.stat().st_mtime:
            continue
        compiled.parent.mkdir(parents=True, exist_ok=True)
        # In one step: another process may be reading the file that is there.
        unfinished = compiled.with_suffix(".mo.new")
        polib.pofile(str(catalogue), encoding="utf-8").save_as_mofile(str(unfinished))
        unfinished.replace(compiled)
        written.append(compiled)
    return written


def main() -> int:
    """Compile the project's catalogues and say so when there was anything to do."""
    written = compile_catalogues(source=LOCALE, target=LOCALE)
    if written:
        sys.stdout.write(f"Compiled {len(written)} message catalogue(s).\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
