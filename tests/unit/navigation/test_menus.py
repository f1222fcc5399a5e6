import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.navigation.menus import Entry, entries_of, in_language, menu_problems, page_ids

STORED = [
    {
        "type": "page",
        "id": "a",
        "value": {
            "page": 1,
            "labels": {"en": " Conditions "},
            "children": [{"type": "page", "id": "b", "value": {"page": 2}}],
        },
    },
    {
        "type": "link",
        "id": "c",
        "value": {"labels": {"es": "Cita"}, "addresses": {"es": "/es/cita/"}, "children": None},
    },
]


def test_a_menu_is_read_with_what_lies_below_its_entries() -> None:
    first, second = entries_of(STORED)

    assert (first.kind, first.page_id, first.label("en")) == ("page", 1, "Conditions")
    assert [child.page_id for child in first.children] == [2]
    assert (second.label("es"), second.address("es")) == ("Cita", "/es/cita/")
    assert second.label("en") == ""
    assert page_ids([first, second]) == {1, 2}


def test_there_is_one_level_below_an_entry_and_no_more() -> None:
    deeper = {"type": "page", "value": {"page": 1, "children": STORED}}
    [entry] = entries_of([deeper])

    assert [child.children for child in entry.children] == [(), ()]


@pytest.mark.parametrize(
    ("language", "found"), [("es", "Cita"), ("es-mx", "Cita"), ("es-ar", "Turno"), ("en", "")]
)
def test_a_region_reads_its_language_unless_it_has_words_of_its_own(language, found) -> None:
    assert in_language({"es": "Cita", "es_ar": "Turno", "en": ""}, language) == found


def test_problems_are_found_at_every_depth() -> None:
    bad = Entry("link", None, {"en": "We cure arthritis"}, {"en": "javascript:x"})
    menu = [Entry("heading", None, {"en": "More"}, {}, (bad,))]

    assert len(list(menu_problems(menu, languages=["en", "es"]))) == 2


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "value", "page", "labels", "addresses", "children", "en"]),
            inner,
        )
    ),
    max_leaves=12,
)


@given(st.lists(values))
def test_nothing_that_is_stored_breaks_a_menu(stored) -> None:
    entries = entries_of(stored)

    assert all(isinstance(number, int) for number in page_ids(entries))
    assert all(isinstance(entry.label("en"), str) for entry in entries)
