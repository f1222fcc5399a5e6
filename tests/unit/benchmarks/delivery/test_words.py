from tests.benchmarks.delivery import words


def test_the_same_seed_gives_the_same_texts_and_queries():
    assert words.page_text(7, "es", seed=3) == words.page_text(7, "es", seed=3)
    assert words.page_text(7, "es", seed=3) != words.page_text(7, "es", seed=4)
    assert words.queries("en", seed=3) == words.queries("en", seed=3)


def test_a_page_has_as_many_paragraphs_and_references_as_is_claimed():
    text = words.page_text(12, "en", seed=1)

    assert len(set(text.paragraphs)) == words.PARAGRAPHS
    assert len(set(text.references)) == words.REFERENCES
    assert max(text.references) < words.library_size()


def test_queries_are_different_and_of_one_and_two_words():
    found = words.queries("es", seed=1)

    assert len(set(found)) == len(found) == 100
    assert {len(query.split()) for query in found} == {1, 2}


def test_both_languages_of_a_page_have_the_same_topics():
    english, spanish = (words.page_text(5, language, seed=1) for language in words.LANGUAGES)

    assert english.title.split()[0] in " ".join([spanish.title, *spanish.paragraphs]).capitalize()
