"""The Spanish catalogue: complete, whole in its placeholders, and one voice throughout."""

import re
from collections import Counter
from collections.abc import Iterator

import polib
import pytest

from tools.catalogues import LOCALE

CATALOGUES = {path.name: path for path in sorted((LOCALE / "es" / "LC_MESSAGES").glob("*.po"))}
ENTRIES = [
    entry
    for path in CATALOGUES.values()
    for entry in polib.pofile(str(path), encoding="utf-8")
    if not entry.obsolete
]

PLACEHOLDER = re.compile(r"%\(\w+\)0?\d*[a-z]|\{\w*\}|%[sd]\b")
TAG = re.compile(r"</?[a-z]\w*")
# Only words that are nothing else: "guarda" may be a command to a friend, and may be a fact.
FAMILIAR = re.compile(
    r"\b(tú|tu|tus|ti|contigo|puedes|quieres|debes|tienes|estás|has|haz|vosotros|vuestr[ao]s?)\b",
    re.IGNORECASE,
)
OF_SPAIN = re.compile(
    r"\b(ordenador|fichero|vídeo|pulse|pinche|vale|coger|colegiado|historia clínica)\b",
    re.IGNORECASE,
)
PERFECT = re.compile(r"\bse (ha|han) \w+(ado|ido|to|cho)s?\b", re.IGNORECASE)


def pairs() -> Iterator[tuple[str, str]]:
    """Yield each English form with the Spanish one that stands for it."""
    for entry in ENTRIES:
        if entry.msgid_plural:
            for number, spanish in entry.msgstr_plural.items():
                yield (entry.msgid_plural if number else entry.msgid), spanish
        else:
            yield entry.msgid, entry.msgstr


def worst(found: list[str]) -> str:
    return "\n".join(found[:10])


def test_there_is_a_catalogue():
    assert "django.po" in CATALOGUES
    assert len(ENTRIES) > 500


def test_every_sentence_is_translated_and_none_is_doubtful():
    lacking = [entry.msgid for entry in ENTRIES if entry.fuzzy or not entry.translated()]
    assert not lacking, worst(lacking)


def test_every_placeholder_of_the_english_is_in_the_spanish():
    faults = []
    for entry in ENTRIES:
        english = set(PLACEHOLDER.findall(entry.msgid))
        if not entry.msgid_plural:
            if set(PLACEHOLDER.findall(entry.msgstr)) != english:
                faults.append(f"{entry.msgid!r}: {entry.msgstr!r}")
            continue
        plural = set(PLACEHOLDER.findall(entry.msgid_plural))
        if set(PLACEHOLDER.findall(entry.msgstr_plural[1])) != plural:
            faults.append(f"{entry.msgid_plural!r}: {entry.msgstr_plural[1]!r}")
        # A singular may say "one" where English has a number, and the other way round.
        if not set(PLACEHOLDER.findall(entry.msgstr_plural[0])) <= english | plural:
            faults.append(f"{entry.msgid!r}: {entry.msgstr_plural[0]!r}")
    assert not faults, worst(faults)


def test_markup_is_kept():
    faults = [
        f"{english!r}: {spanish!r}"
        for english, spanish in pairs()
        if Counter(TAG.findall(english)) != Counter(TAG.findall(spanish))
    ]
    assert not faults, worst(faults)


def test_both_forms_of_a_plural_are_translated():
    for entry in ENTRIES:
        if entry.msgid_plural:
            assert sorted(entry.msgstr_plural) == [0, 1]
            assert all(entry.msgstr_plural.values())


def test_spaces_at_the_ends_are_kept():
    faults = [
        english
        for english, spanish in pairs()
        if (english[:1].isspace(), english[-1:].isspace())
        != (spanish[:1].isspace(), spanish[-1:].isspace())
    ]
    assert not faults, worst(faults)


def test_questions_and_exclamations_open_and_close():
    for _english, spanish in pairs():
        words = re.sub(r"""(href|src)=(["']).*?\2""", "", spanish)
        assert words.count("¿") == words.count("?"), spanish
        assert words.count("¡") == words.count("!"), spanish


def test_quotation_marks_are_those_of_mexico():
    for _english, spanish in pairs():
        assert "«" not in spanish, spanish
        assert "»" not in spanish, spanish
        assert spanish.count("“") == spanish.count("”"), spanish


@pytest.mark.parametrize(
    "unwanted", [FAMILIAR, OF_SPAIN, PERFECT], ids=["tú", "words of Spain", "tense of Spain"]
)
def test_the_reader_is_spoken_to_as_usted_in_mexican_spanish(unwanted):
    faults = [spanish for _english, spanish in pairs() if unwanted.search(spanish)]
    assert not faults, worst(faults)
