"""What a text says about doses."""

import pytest

from pages.translation.currency.dosage import dosage


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Take 10 mg.", "Take 100 mg."),
        ("Take 10 mg.", "Take 10 g."),
        ("Take one tablet a day.", "Take two tablets a day."),
        ("Take it once daily.", "Take it twice daily."),
        ("Inject 0.5 ml.", "Inject 5 ml."),
        ("Stop taking it 3 days before.", "Stop taking it 5 days before."),
        ("Do not take more than 4 g.", "Take more than 4 g."),
        ("Tome 10 mg.", "Tome 100 mg."),
        ("Tome una tableta al día.", "Tome dos tabletas al día."),
        ("Una dosis cada 8 horas.", "Una dosis cada 12 horas."),
        ("No tome más de 4 g.", "Tome más de 4 g."),
        ("10 µg per dose.", "10 mg per dose."),
    ],
)
def test_another_dose_is_another(before: str, after: str) -> None:
    assert dosage(before)
    assert dosage(before) != dosage(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Take 10 mg with water.", "Take 10 mg with some water."),
        ("Tome 10 mg con agua.", "Tome 10 mg con un poco de agua."),
        ("It lasted 6 months.", "It lasted 12 months."),
        ("In 2016 it was 80 people.", "In 2016 it was 81 people."),
        ("Walk often. Take 10 mg.", "Walk 5 minutes. Take 10 mg."),
    ],
)
def test_other_words_and_other_numbers_are_no_other_dose(before: str, after: str) -> None:
    assert [told for told in dosage(before) if told != "un"] == [
        told for told in dosage(after) if told != "un"
    ]


@pytest.mark.parametrize("text", ["", "A disease of the joints.", "Una enfermedad."])
def test_a_text_without_doses_says_nothing_about_them(text: str) -> None:
    assert not dosage(text)


def test_doses_that_change_places_are_a_change() -> None:
    morning = "Take 10 mg in the morning and 20 mg in the evening."
    assert dosage(morning) != dosage("Take 20 mg in the morning and 10 mg in the evening.")
