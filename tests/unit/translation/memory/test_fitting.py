"""An old translation in a new place: whose placeholders it has."""

from pages.translation.memory.fitting import fitted

KNOWN = 'Gout <a id="a1">[smolen-2016]</a> is <a id="a2">painful</a>.'
TARGET = 'La gota <a id="a1">[smolen-2016]</a> es <a id="a2">dolorosa</a>.'


def test_placeholders_get_the_ids_and_the_citations_of_the_new_source() -> None:
    wanted = 'Gout is <a id="a1">painful</a> <a id="a2">[gabriel-2009]</a>.'
    found = fitted(TARGET, known=KNOWN, wanted=wanted)
    assert found.fits
    assert found.text == 'La gota <a id="a2">[gabriel-2009]</a> es <a id="a1">dolorosa</a>.'


def test_a_text_without_placeholders_fits_one_without() -> None:
    found = fitted("Hola &amp; <b>adiós</b>.", known="Hello &amp; bye.", wanted="Hello, bye.")
    assert (found.text, found.fits) == ("Hola &amp; <b>adiós</b>.", True)


def test_links_of_a_translation_in_another_order_keep_their_own_target() -> None:
    known = '<a id="a1">Gout</a> and <a id="a2">lupus</a>'
    target = '<a id="a2">Lupus</a> y <a id="a1">gota</a>'
    found = fitted(target, known=known, wanted='<a id="a3">Gout</a> or <a id="a4">lupus</a>')
    assert found.text == '<a id="a4">Lupus</a> y <a id="a3">gota</a>'


def test_where_the_kinds_differ_the_words_stay_and_the_text_says_so() -> None:
    found = fitted(TARGET, known=KNOWN, wanted='Gout <a id="a1">[smolen-2016]</a> hurts.')
    assert not found.fits
    assert found.text == "La gota es dolorosa."


def test_a_translation_that_lost_or_doubled_a_placeholder_does_not_fit() -> None:
    assert not fitted("La gota es dolorosa.", known=KNOWN, wanted=KNOWN).fits
    doubled = TARGET + '<a id="a1">[smolen-2016]</a>'
    assert not fitted(doubled, known=KNOWN, wanted=KNOWN).fits
