"""A sitemap names what is public at the moment of asking, without a second of delay."""

import pytest

from tests.load.judge import judge
from tests.load.readings import Reading
from tests.load.timelines import History

SITE = "https://www.example.org"
GOUT, GOTA, HOME, AWAY = "/en/conditions/gout/", "/es/gota-%C3%BArica/", "/en/", "/en/else/gout/"


@pytest.fixture
def history():
    """A page in two languages: the English one moves at 10, the Spanish one is withdrawn at 20."""
    made = History()
    made.add(("plain", HOME), True, began=0, ended=0)
    for page_id, language, path in ((7, "en", GOUT), (8, "es", "/es/gota-úrica/")):
        made.add(("language", page_id, language), True, began=0, ended=0)
        made.add(("page", page_id), "signed", began=0, ended=0)
        made.add(("path", page_id), path, began=0, ended=0)
        made.add(("owner", path), page_id, began=0, ended=0)
    made.add(("path", 7), AWAY, began=10, ended=11)
    made.add(("owner", GOUT), None, began=10, ended=11)
    made.add(("owner", AWAY), 7, began=10, ended=11)
    made.add(("page", 8), None, began=20, ended=21)
    made.add(("owner", "/es/gota-úrica/"), None, began=20, ended=21)
    return made


def sitemap(*paths, others=()):
    links = "".join(f'<xhtml:link rel="alternate" href="{SITE}{path}"/>' for path in others)
    return "".join(f"<url><loc>{SITE}{path}</loc>{links}</url>" for path in paths)


def faults(body, history, *, at, language="en", **more):
    reading = Reading(f"/sitemaps/{language}.xml", "", 200, body, at, at + 0.1)
    return dict(judge([reading], history, **more).faults)


def test_what_is_public_is_listed_with_its_translations(history):
    assert faults(sitemap(HOME, GOUT, others=[GOUT, GOTA]), history, at=5) == {}
    assert faults(sitemap(GOTA, others=[GOUT]), history, at=5, language="es") == {}
    for path in (GOUT, AWAY):
        assert faults(sitemap(HOME, path), history, at=10.5) == {}
    assert faults(sitemap(), history, at=22, language="es") == {}


def test_a_withdrawn_page_is_a_fault_as_soon_as_it_is_withdrawn(history):
    assert faults(sitemap(GOTA), history, at=20.9, language="es") == {}
    assert faults(sitemap(GOTA), history, at=21.1, language="es") == {"not public": 1}
    assert faults(sitemap(AWAY, others=[GOTA]), history, at=21.1) == {"not public": 1}


def test_an_old_address_and_one_that_nobody_knows_are_faults(history):
    assert faults(sitemap(AWAY, GOUT), history, at=11.1) == {"not public": 1}
    assert faults(sitemap(GOUT, "/en/draft/"), history, at=5) == {"not public": 1}


def test_a_public_page_that_is_not_listed_is_a_fault(history):
    assert faults(sitemap(HOME), history, at=5) == {"missing": 1}


def test_a_page_twice_and_in_the_sitemap_of_another_language_are_faults(history):
    assert faults(sitemap(GOUT, GOUT), history, at=5) == {"repeated": 1}
    assert faults(sitemap(GOTA, GOUT), history, at=5, language="es") == {"wrong item": 1}


def test_a_304_stands_for_the_sitemap_that_had_its_etag(history):
    bodies = {'"one"': sitemap(GOTA)}
    late = Reading("/sitemaps/es.xml", '"one"', 304, "", 22, 22.1)

    assert dict(judge([late], history, bodies_of=bodies).faults) == {"not public": 1}


def test_a_sitemap_that_is_not_there_is_a_fault(history):
    gone = Reading("/sitemaps/en.xml", "", 404, "", 5, 5.1)

    assert dict(judge([gone], history).faults) == {"unexpected status": 1}
