"""Keep the message catalogues in step with the code.

Usage: python -m tools.messages extract | check

`extract` writes what the code says today into `locale/`. `check` changes nothing and fails when
a sentence in the code is not in the catalogues, when the catalogues hold one that the code no
longer has, or when a language lacks a translation, has a doubtful one, or one whose
placeholders differ. Both need gettext's `xgettext` and `msgmerge`.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCE_LANGUAGE = "en"
LANGUAGES = ("en", "es")
DOMAINS = {"django": "html,txt,py", "djangojs": "js"}
SCANNED = ("cms", "pages")
SUFFIXES = {".py", ".html", ".txt", ".js"}

_PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|%[sd]|\{(\w*)\}")

Key = tuple[str | None, str]


class GettextMissing(Exception):
    """The machine has no gettext; the message says how to get it."""


def extracted(root: Path, into: Path) -> Path:
    """Extract the messages of a checkout into copies of its catalogues.

    Args:
        root: the checkout; nothing in it is changed.
        into: an empty folder to work in.

    Returns:
        the folder that holds the new catalogues, `<language>/LC_MESSAGES/<domain>.po`.

    Raises:
        GettextMissing: `xgettext` or `msgmerge` is not installed.
    """
    if not all(shutil.which(tool) for tool in ("xgettext", "msgmerge", "msguniq", "msgattrib")):
        raise GettextMissing(
            "gettext is missing. On Debian and Ubuntu: `apt-get install gettext`,"
            " on macOS: `brew install gettext`."
        )
    for folder in SCANNED:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix in SUFFIXES and "__pycache__" not in file.parts:
                copy = into / file.relative_to(root)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)
    for language in LANGUAGES:
        for domain in DOMAINS:
            name = Path("locale", language, "LC_MESSAGES", f"{domain}.po")
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            if (root / name).exists():
                shutil.copyfile(root / name, into / name)
    environment = {key: value for key, value in os.environ.items() if "DJANGO" not in key}
    for domain, extensions in DOMAINS.items():
        subprocess.run(
            [
                *(sys.executable, "-m", "django", "makemessages", "--verbosity", "0"),
                *("--domain", domain, "--extension", extensions, "--add-location", "file"),
                *("--no-obsolete", "--no-wrap", "--keep-pot"),
                *(f"--locale={language}" for language in LANGUAGES),
            ],
            cwd=into,
            env=environment,
            check=True,
        )
        if not (into / "locale" / f"{domain}.pot").exists():
            # Nothing to translate is left: Django would leave the catalogues as they were.
            for catalogue in (into / "locale").rglob(f"{domain}.po"):
                catalogue.unlink()
    for catalogue in (into / "locale").rglob("*.po"):
        _settle(catalogue)
    return into / "locale"


def extract(root: Path) -> list[Path]:
    """Write the messages of a checkout into its catalogues; return those written or removed."""
    changed = []
    with tempfile.TemporaryDirectory() as folder:
        new = extracted(root, Path(folder))
        for catalogue in sorted(new.rglob("*.po")):
            kept = root / "locale" / catalogue.relative_to(new)
            if not kept.exists() or kept.read_bytes() != catalogue.read_bytes():
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(catalogue, kept)
                changed.append(kept)
        for kept in sorted((root / "locale").rglob("*.po")):
            if not (new / kept.relative_to(root / "locale")).exists():
                kept.unlink()
                changed.append(kept)
    return changed


def faults(root: Path) -> Iterator[str]:
    """Yield one line per fault in the catalogues of a checkout, measured against its code."""
    with tempfile.TemporaryDirectory() as folder:
        new = extracted(root, Path(folder))
        for language in LANGUAGES:
            for domain in DOMAINS:
                name = Path(language, "LC_MESSAGES", f"{domain}.po")
                kept = _entries(root / "locale" / name)
                wanted = _entries(new / name)
                for key in wanted.keys() - kept.keys():
                    places = ", ".join(place for place, _line in wanted[key].occurrences)
                    yield f"locale/{name}: lacks {key[1]!r} ({places})"
                for key in kept.keys() - wanted.keys():
                    yield f"locale/{name}: holds {key[1]!r}, which is no longer in the code"
                if language != SOURCE_LANGUAGE:
                    for entry in kept.values():
                        yield from (f"locale/{name}: {fault}" for fault in _faults_of(entry))


def _faults_of(entry: polib.POEntry) -> Iterator[str]:
    if entry.fuzzy:
        yield f"{entry.msgid!r} is marked fuzzy"
    if not entry.translated() and not entry.fuzzy:
        yield f"{entry.msgid!r} is not translated"
        return
    wanted = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural)
    translations = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    for translation in translations:
        found = _placeholders(translation)
        # A singular may well say "one" where the plural has a number, but nothing may be invented.
        if found - wanted or (not entry.msgid_plural and found != wanted):
            yield f"{entry.msgid!r} has other placeholders in its translation: {translation!r}"


def _placeholders(text: str) -> set[str]:
    return {match.group(0) for match in _PLACEHOLDER.finditer(text)}


def _entries(catalogue: Path) -> dict[Key, polib.POEntry]:
    if not catalogue.exists():
        return {}
    loaded = polib.pofile(str(catalogue), encoding="utf-8")
    return {(entry.msgctxt, entry.msgid): entry for entry in loaded if not entry.obsolete}


def _settle(catalogue: Path) -> None:
    """Drop the date of extraction, which would change in every commit, and an empty catalogue."""
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(re.sub(r'"POT-Creation-Date: .*\n', "", text), encoding="utf-8")
    if not _entries(catalogue):
        catalogue.unlink()


def main(arguments: list[str]) -> int:
    """Run one of the two commands; return the exit code."""
    if arguments not in (["extract"], ["check"]):
        sys.stderr.write("Usage: python -m tools.messages extract | check\n")
        return 2
    try:
        if arguments == ["extract"]:
            for changed in extract(ROOT):
                sys.stdout.write(f"Changed {changed.relative_to(ROOT)}\n")
            return 0
        found = sorted(faults(ROOT))
    except GettextMissing as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for fault in found:
        sys.stdout.write(f"{fault}\n")
    if found:
        sys.stdout.write(
            f"{len(found)} fault(s). `make messages` brings the catalogues up to date.\n"
        )
        return 1
    sys.stdout.write("The message catalogues are complete.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
