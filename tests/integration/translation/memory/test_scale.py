"""What a look into the memory costs, and that what is alike is found."""

import pytest
from pytest_django import DjangoAssertNumQueries

from pages.translation.memory.lookup import QUERIES, suggestions
from tests.factories.memory import Speaker, fill_memory, make_segments

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [8, 80])
def test_the_number_of_queries_is_the_same_for_a_line_and_for_a_page(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    speaker = Speaker()
    sentences = [speaker.sentence() for _ in range(200)]
    fill_memory(sentences)
    segments = make_segments(speaker, sentences, count)
    with django_assert_num_queries(QUERIES):
        found = suggestions(segments.all, source_language="en", target_language="es")
    for position, text in enumerate(segments.known):
        assert found[position][0].text == f"ES {text}"
        assert found[position][0].score == 100
    alike = range(len(segments.known), len(segments.known) + len(segments.alike))
    assert sum(position in found for position in alike) > len(segments.alike) * 0.8


def test_an_empty_memory_and_no_segments_find_nothing() -> None:
    assert suggestions([], source_language="en", target_language="es") == {}
    assert suggestions([("Hello.", "")], source_language="en", target_language="es") == {}
