"""No text crashes a rule, every quote stands in the text, and time grows with length alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages import claims
from pages.claims.document import Block, Document, Marker
from pages.claims.example_text import document
from pages.claims.sentences import spans
from tests.timing import cpu_seconds
from tools.claims_texts import LANGUAGES, corpus

WORDS = sorted(
    {word for language in LANGUAGES for one in corpus(language) for word in one.text.split()}
)
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from([*WORDS, ".", "\n", "(", "¿", "[1]", "%", "# ", "\n- "])).map(
        " ".join
    ),
)


@given(
    text=TEXTS,
    language=st.sampled_from(LANGUAGES),
    page_type=st.sampled_from(["condition", "procedure", "testimonial"]),
)
def test_no_text_crashes_a_rule_and_every_quote_stands_in_the_text(
    text: str, language: str, page_type: str
) -> None:
    read = document(text, language=language, page_type=page_type)
    for finding in claims.check(read):
        assert finding.quote in text
        assert finding.phrase in text
        assert str(finding.message)


@given(
    text=TEXTS,
    markers=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 4)), max_size=5),
    language=st.sampled_from(LANGUAGES),
)
def test_markers_anywhere_crash_nothing(
    text: str, markers: list[tuple[int, int]], language: str
) -> None:
    placed = tuple(
        Marker(min(start, len(text)), min(start + length, len(text)), ("1",))
        for start, length in sorted(markers)
    )
    block = Block("paragraph", text, markers=placed)
    claims.check(Document(language=language, page_type="condition", blocks=(block,)))


@given(text=TEXTS)
def test_sentences_cover_all_that_is_not_space(text: str) -> None:
    covered = "".join(text[start:end] for start, end in spans(text))
    assert "".join(covered.split()) == "".join(text.split())


HARD = {
    "one sentence": "the cells help patients with pain and we guarantee results in all of them ",
    "one letter": "a",
    "numbers": "1 ",
    "full stops": ". ",
    "brackets": "(Abc ",
    "names": "Smith et al ",
    "repeated": "the ",
    "capitals": "NO ",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("piece", HARD.values(), ids=HARD)
def test_time_grows_no_faster_than_the_text(piece: str, language: str) -> None:
    def seconds(length: int) -> float:
        block = Block("paragraph", piece * (length // len(piece)))
        read = Document(language=language, page_type="procedure", blocks=(block,))
        return cpu_seconds(lambda: claims.check(read), attempts=1)[0]

    seconds(1_000)
    # Twenty times the text may take sixty times as long before it counts as more than linear: a
    # quadratic rule would take four hundred times as long.
    assert seconds(100_000) < 60 * max(seconds(5_000), 0.02)


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_hundred_thousand_characters_are_checked_in_under_a_second(language: str) -> None:
    paragraphs = "\n".join(one.text for one in corpus(language))
    text = "\n".join([paragraphs] * (200_000 // len(paragraphs) + 1))[:200_000]
    read = document(text, language=language, page_type="condition")
    claims.check(read)  # the word list is in memory then
    took, findings = cpu_seconds(lambda: claims.check(read))
    assert took < 1
    assert len(findings) > 1000
