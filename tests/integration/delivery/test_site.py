"""The site's endpoint: what it says in each language, what it never shows, and what it costs."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from pages.content.index import ConditionIndexPage, HomePage, ProcedureIndexPage
from pages.delivery.rebuilding import rebuild_all
from pages.delivery.site import DEPENDS_ON, build_site
from pages.models import SiteProfile, SocialLink
from tests.factories.content import home, index_page
from tests.factories.delivery import an_image, draft, link_to, published, translated
from tests.factories.disclaimers import DisclaimerFactory, reworded
from tests.factories.navigation import (
    a_profile,
    heading_entry,
    link_entry,
    page_entry,
    the_site,
    worded,
)

pytestmark = pytest.mark.django_db

FRONTEND = "https://www.example.org"


def read(client, language: str = "en", query: str = "") -> dict:
    answer = client.get(f"/api/v2/site/?locale={language}{query}")
    assert answer.status_code == 200, answer.content
    assert answer["Content-Language"] == language
    return answer.json()


def menu(client, language: str = "en", name: str = "main") -> list[tuple[str, str | None]]:
    return [(item["label"], item["html_url"]) for item in read(client, language)["menus"][name]]


def both_homes() -> None:
    home("en")
    home("es")


def test_a_menu_leads_to_the_translation_in_the_language_that_is_read(client) -> None:
    gout = published(slug="gout", title="Gout")
    gota = translated(gout, slug="gota", title="La gota")
    a_profile(gout)

    assert menu(client, "en") == [("Gout", f"{FRONTEND}/en/conditions/gout/")]
    assert menu(client, "es") == [("La gota", f"{FRONTEND}/es/enfermedades/gota/")]
    [item] = read(client, "es")["menus"]["main"]
    assert item["page"] == {
        "id": gota.pk,
        "type": "pages.ConditionPage",
        "detail_url": f"http://testserver/api/v2/pages/{gota.pk}/",
    }


@pytest.mark.parametrize(
    "how", ["never translated", "draft", "unpublished", "withdrawn", "restricted"]
)
def test_an_entry_is_left_out_where_its_page_is_not_public(client, how) -> None:
    gout = published(slug="gout", title="Gout")
    home("es")
    if how == "draft":
        draft(language="es", slug="gota", title="Secreto", translation_key=gout.translation_key)
    elif how != "never translated":
        gota = translated(gout, slug="gota", title="Secreto")
        if how == "unpublished":
            gota.unpublish()
        elif how == "withdrawn":
            gota.approvals.update(withdrawn_at="2026-01-01T00:00:00Z")
        else:
            PageViewRestriction.objects.create(page=gota, restriction_type="login")
    a_profile(gout)

    assert menu(client, "en") == [("Gout", f"{FRONTEND}/en/conditions/gout/")]
    assert menu(client, "es") == []
    assert "ecreto" not in client.get("/api/v2/site/?locale=es").content.decode()


def test_what_lies_below_an_entry_that_is_left_out_goes_with_it(client) -> None:
    both_homes()
    hidden, shown = draft(slug="hidden"), published(slug="shown")
    a_profile(page_entry(hidden, below=[page_entry(shown)]))

    assert menu(client) == []


def test_entries_below_another_are_settled_as_well(client) -> None:
    both_homes()
    hidden, shown = draft(slug="hidden"), published(slug="shown", title="Shown")
    index = index_page(ConditionIndexPage)
    a_profile(page_entry(index, below=[page_entry(hidden), page_entry(shown)]))

    [item] = read(client)["menus"]["main"]

    assert [child["label"] for child in item["children"]] == ["Shown"]


def test_a_title_is_the_one_that_was_signed(client) -> None:
    page = published(slug="gout", title="Gout")
    both_homes()
    a_profile(page)
    page = Page.objects.get(pk=page.pk).specific
    page.title = "A draft of a title"
    page.save_revision()

    assert menu(client) == [("Gout", f"{FRONTEND}/en/conditions/gout/")]


def test_a_label_of_its_own_takes_the_place_of_the_title(client) -> None:
    both_homes()
    index_page(ProcedureIndexPage, "es")
    entry = page_entry(index_page(ProcedureIndexPage))
    entry["value"]["labels"] = {"es": "Tratamientos"}
    a_profile(entry)

    assert [label for label, _ in menu(client, "es")] == ["Tratamientos"]
    assert [label for label, _ in menu(client, "en")] == ["Procedures"]


def test_a_link_is_shown_in_the_languages_that_it_has(client) -> None:
    both_homes()
    a_profile(link_entry({"es": "Cita previa"}, {"es": "/es/cita/"}))

    assert menu(client, "es") == [("Cita previa", "/es/cita/")]
    assert menu(client, "en") == []


def test_a_heading_is_shown_over_something_alone(client) -> None:
    both_homes()
    below = [link_entry({"es": "Equipo"}, {"es": "/es/equipo/"})]
    a_profile(footer=[heading_entry({"en": "About us", "es": "Nosotros"}, below)])

    assert menu(client, "es", "footer") == [("Nosotros", None)]
    assert menu(client, "en", "footer") == []


def test_a_menu_survives_the_page_that_it_led_to(client) -> None:
    both_homes()
    page = published(slug="gout")
    a_profile(page, index_page(ConditionIndexPage))
    Page.objects.get(pk=page.pk).delete()

    assert [label for label, _ in menu(client)] == ["Conditions"]


def test_contact_is_said_in_the_language_that_is_read(client) -> None:
    both_homes()
    profile = a_profile(telephone="+34 955 010 203", email="hola@example.org", country="ES")
    worded(profile, "en", site_name="Clinic", emergency_note="In an emergency call 112.")
    worded(profile, "es", site_name="Clínica", opening_hours="De 9 a 14")

    english, spanish = read(client, "en"), read(client, "es")

    assert (english["name"], spanish["name"]) == ("Clinic", "Clínica")
    assert english["contact"]["emergency_note"] == "In an emergency call 112."
    assert spanish["contact"]["emergency_note"] == ""
    assert spanish["contact"]["opening_hours"] == "De 9 a 14"
    assert spanish["contact"]["telephone"] == english["contact"]["telephone"]


def test_a_site_about_which_nothing_was_written_has_an_answer(client) -> None:
    both_homes()
    answer = read(client)

    assert answer["name"] == the_site().site_name
    assert answer["menus"] == {"main": [], "footer": []}
    assert answer["disclaimers"] == []
    assert answer["publisher"]["logo"] is None


def test_the_languages_are_those_in_which_the_site_is_public(client) -> None:
    both_homes()

    assert [
        (one["locale"], one["name"], one["html_url"], one["is_default"])
        for one in read(client, "es")["languages"]
    ] == [
        ("en", "English", f"{FRONTEND}/en/", True),
        ("es", "Español", f"{FRONTEND}/es/", False),
    ]
    HomePage.objects.get(locale__language_code="es").unpublish()
    assert [one["locale"] for one in read(client)["languages"]] == ["en"]
    missing = client.get("/api/v2/site/?locale=es")
    assert (missing.status_code, missing.json()["locales"]) == (404, ["en"])


def test_without_a_language_the_sites_own_one_is_read(client) -> None:
    both_homes()
    answer = client.get("/api/v2/site/")

    assert answer["Content-Language"] == "en"
    assert answer.json()["meta"] == {"locale": "en", "locales": ["en", "es"]}


def test_the_footer_shows_signed_wordings_alone(client) -> None:
    both_homes()
    signed = DisclaimerFactory(key="medical-information")
    DisclaimerFactory(key="treatment-results", signed=False)
    a_profile(footer_disclaimers=["medical-information", "treatment-results", "unknown"])
    reworded(signed, "<p>Words that nobody signed.</p>")

    [shown] = read(client)["disclaimers"]

    assert (shown["key"], shown["version"]) == ("medical-information", 1)
    assert "does not replace your doctor" in shown["text"]
    assert read(client, "es")["disclaimers"] == []


def test_links_in_the_footers_disclaimers_are_settled(client) -> None:
    both_homes()
    hidden, shown = draft(slug="hidden"), published(slug="shown")
    DisclaimerFactory(
        key="footer", text=f"<p>{link_to(hidden, 'this')} and {link_to(shown, 'that')}</p>"
    )
    a_profile(footer_disclaimers=["footer"])

    [entry] = read(client)["disclaimers"]

    assert entry["text"] == (f'<p>this and <a href="{FRONTEND}/en/conditions/shown/">that</a></p>')


def test_the_publisher_has_a_logo_in_ready_sizes(client) -> None:
    both_homes()
    profile = a_profile(
        organisation_name="Clínica Ribera",
        organisation_kind="Hospital",
        logo=an_image(width=800, height=400),
        telephone="+34 955 010 203",
        street_address="Calle del Río 1",
        country="ES",
    )
    SocialLink.objects.create(profile=profile, network="x", url="https://x.example/ribera")

    publisher = read(client, "es")["publisher"]
    node = publisher["json_ld"]

    assert publisher["logo"]["alt"] == "Clínica Ribera"
    assert list(publisher["logo"]["renditions"]) == ["width-480", "original"]
    assert node["logo"]["url"].startswith("http://testserver/media/images/")
    assert [node["logo"][side]["value"] for side in ("width", "height")] == [800, 400]
    assert (node["@type"], node["@id"]) == ("Hospital", f"{FRONTEND}/#organization")
    assert node["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Calle del Río 1",
        "addressCountry": "ES",
    }
    assert node["sameAs"] == ["https://x.example/ribera"]


def test_pages_name_the_same_publisher_as_the_site_does(client) -> None:
    gout = published(slug="gout", title="Gout")
    gota = translated(gout, slug="gota", title="La gota")
    profile = a_profile(
        organisation_name="Clínica Ribera",
        organisation_kind="Hospital",
        logo=an_image(width=800, height=400),
        telephone="+34 955 010 203",
    )
    worded(profile, "en", site_name="Ribera explains")
    worded(profile, "es", site_name="Ribera explica")

    for page, language, name in ((gout, "en", "Ribera explains"), (gota, "es", "Ribera explica")):
        whole = read(client, language)["publisher"]["json_ld"]
        node = client.get(f"/api/v2/pages/{page.pk}/").json()["json_ld"]
        assert node["publisher"] == {part: whole[part] for part in whole if part != "telephone"}
        assert node["publisher"]["logo"]["caption"] == "Clínica Ribera"
        assert node["isPartOf"] == {"@type": "WebSite", "name": name, "url": f"{FRONTEND}/"}


@pytest.mark.parametrize("is_settled", [True, False])
def test_pages_follow_their_publisher_at_once(
    client, django_capture_on_commit_callbacks, is_settled
) -> None:
    gout = published(slug="gout", title="Gout")
    profile = a_profile(organisation_name="Clínica Ribera")

    def publisher() -> str:
        node = client.get(f"/api/v2/pages/{gout.pk}/").json()["json_ld"]
        return str(node["publisher"]["name"])

    assert publisher() == "Clínica Ribera"

    profile.organisation_name = "Clínica del Mar"
    with django_capture_on_commit_callbacks(execute=is_settled):
        profile.save()
    assert publisher() == "Clínica del Mar"


def test_a_logo_follows_the_sites_list_of_sizes_when_documents_are_rebuilt(
    client, settings
) -> None:
    both_homes()
    a_profile(organisation_name="Clínica", logo=an_image(width=800, height=400))
    settings.PAGES = {"RENDITIONS": ["width-200|format-jpeg"]}
    assert read(client)["publisher"]["logo"]["renditions"] == {}

    assert list(rebuild_all()) == []

    assert list(read(client)["publisher"]["logo"]["renditions"]) == ["width-200"]


def test_a_logo_in_a_private_collection_is_not_shown(client) -> None:
    both_homes()
    image = an_image()
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    image.collection = private.add_child(name="Inside")
    image.save()
    a_profile(logo=image, organisation_name="Clínica")

    publisher = read(client)["publisher"]

    assert publisher["logo"] is None
    assert "logo" not in publisher["json_ld"]


def test_each_site_has_its_own_answer(client, settings) -> None:
    both_homes()
    a_profile(link_entry({"en": "Ours"}, {"en": "/en/ours/"}))
    other_home = HomePage(title="Other", slug="other", locale=home().locale)
    Page.get_first_root_node().add_child(instance=other_home)
    Site.objects.create(hostname="other.example", site_name="The other", root_page=other_home)
    settings.ALLOWED_HOSTS = ["*"]

    by_name = read(client, query="&site=other.example")
    by_host = client.get("/api/v2/site/?locale=en", headers={"host": "other.example"}).json()

    assert by_name == by_host
    assert (by_name["name"], by_name["menus"]["main"]) == ("The other", [])
    assert menu(client) == [("Ours", "/en/ours/")]


def test_another_host_name_changes_nothing_of_what_is_said(client) -> None:
    both_homes()
    a_profile(index_page(ConditionIndexPage))
    before = read(client)

    site = the_site()
    site.hostname = "cms.renamed.example"
    site.save()

    assert read(client) == before


def test_a_moved_page_is_led_to_where_it_is(client) -> None:
    both_homes()
    page = published(slug="gout", title="Gout")
    a_profile(page)
    row = Page.objects.get(pk=page.pk).specific
    row.slug = "gouty"
    row.save()

    assert menu(client) == [("Gout", f"{FRONTEND}/en/conditions/gouty/")]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("locale=fr", 404),
        ("locale=EN", 404),
        ("locale=en%00", 400),
        ("nothing=1", 400),
        ("locale=en&fields=name", 400),
        ("site=nobody.example", 400),
        ("site=localhost:x", 400),
        ("site=%00", 400),
        ("locale=" + "x" * 2000, 404),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(client, query, status) -> None:
    both_homes()
    answer = client.get(f"/api/v2/site/?{query}")

    assert answer.status_code == status
    assert answer.json()["message"]
    assert answer["Cache-Control"] == "no-store"


def test_whoever_has_it_already_is_told_so(client) -> None:
    both_homes()
    profile = a_profile()
    first = client.get("/api/v2/site/?locale=en")
    tag = first["ETag"]

    again = client.get("/api/v2/site/?locale=en", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "public, max-age=60"

    worded(profile, "en", site_name="Another name")
    changed = client.get("/api/v2/site/?locale=en", headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert client.post("/api/v2/site/").status_code == 405


def test_it_costs_the_same_queries_however_large_the_menus_are(client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(client)
        return len(queries)

    both_homes()
    index = index_page(ConditionIndexPage)
    DisclaimerFactory(key="medical-information")
    image = an_image()
    a_profile(published(), footer_disclaimers=["medical-information"], logo=image)
    # On PostgreSQL a process hears of a transaction that is still open once more.
    for _ in range(2):
        read(client)
    small = cost()
    pages = [published() for _ in range(3)]
    a_profile(
        *pages,
        page_entry(index, below=[page_entry(page) for page in pages]),
        link_entry({"en": "Ours"}, {"en": "/en/ours/"}),
        footer=pages,
    )
    read(client)

    assert cost() == small
    assert small <= 20


def test_what_is_built_says_what_it_depends_on() -> None:
    both_homes()
    a_profile()

    built = build_site(
        the_site(), language="es", detail_url=lambda page: None, absolute=lambda path: path
    )

    assert built.depends_on == DEPENDS_ON
    assert built.language == "es"
    assert json.loads(built.body)["meta"]["locale"] == "es"
    assert SiteProfile._meta.label in built.depends_on
