"""A field that a site adds in a table of its own is content, and guarded, like any other."""

from types import SimpleNamespace

import pytest
from django.db import models
from django.test.utils import isolate_apps
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from pages.publishing.guards.plan import Child, Parent, children_of
from pages.publishing.guards.statements import page_of
from pages.publishing.values import content_models, content_values


@pytest.fixture
def leaflet_models():
    with isolate_apps("pages"):

        class Topic(Orderable):
            class Meta(Orderable.Meta):
                app_label = "pages"

        class Leaflet(ClusterableModel):
            title = models.CharField(max_length=20)
            topics = ParentalManyToManyField(Topic, related_name="+")

            class Meta:
                app_label = "pages"

        class Section(ClusterableModel, Orderable):
            leaflet = ParentalKey(Leaflet, related_name="sections", on_delete=models.CASCADE)
            heading = models.CharField(max_length=20)

            class Meta(Orderable.Meta):
                app_label = "pages"

        class Line(Orderable):
            section = ParentalKey(Section, related_name="lines", on_delete=models.CASCADE)
            words = models.CharField(max_length=20)

            class Meta(Orderable.Meta):
                app_label = "pages"

        yield SimpleNamespace(topic=Topic, leaflet=Leaflet, section=Section, line=Line)


def test_rows_of_rows_and_choices_are_content(leaflet_models):
    section, line = leaflet_models.section, leaflet_models.line
    first = section(heading="A", sort_order=1)
    first.lines.set([line(words="two", sort_order=2), line(words="one", sort_order=1)])
    leaflet = leaflet_models.leaflet(pk=1, title="Rest")
    leaflet.sections.set([first, section(heading="B", sort_order=0)])
    leaflet.topics.set([leaflet_models.topic(pk=7), leaflet_models.topic(pk=3)])

    assert content_values(leaflet) == {
        "title": "Rest",
        "sections": [
            {"heading": "B", "lines": []},
            {"heading": "A", "lines": [{"words": "one"}, {"words": "two"}]},
        ],
        "topics": [3, 7],
    }


def test_their_tables_are_guarded(leaflet_models):
    assert list(children_of(leaflet_models.leaflet)) == [
        Child("pages_section", "leaflet_id", ("sort_order", "leaflet_id", "heading")),
        Child(
            "pages_line",
            "section_id",
            ("sort_order", "section_id", "words"),
            (Parent("pages_section", "id", "leaflet_id"),),
        ),
        Child("pages_leaflet_topics", "leaflet_id", ("leaflet_id", "topic_id")),
    ]
    assert {model._meta.db_table for model in content_models(leaflet_models.leaflet)} == {
        child.table for child in children_of(leaflet_models.leaflet)
    }


def test_a_row_of_a_row_belongs_to_the_page_above_both():
    line = Child("line", "section_id", (), (Parent("section", "id", "page_id"),))

    assert page_of(line, "NEW") == (
        '(SELECT u."page_id" FROM "section" u WHERE u."id" = NEW."section_id")'
    )
