"""What may be written around the pages of a site, by whom, and what is refused."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from wagtail.models import Site

from pages.models import SiteProfile, SiteWording, SocialLink
from pages.navigation.forms import disclaimer_choices
from tests.factories.content import home
from tests.factories.disclaimers import DisclaimerFactory
from tests.factories.navigation import a_profile, heading_entry, link_entry, worded
from tests.factories.site import make_accounts

pytestmark = pytest.mark.django_db

LIST = "wagtailsnippets_pages_siteprofile:list"
EDIT = "wagtailsnippets_pages_siteprofile:edit"
ADD = "wagtailsnippets_pages_siteprofile:add"
DELETE = "wagtailsnippets_pages_siteprofile:delete"


@pytest.mark.parametrize(
    "entry",
    [
        link_entry({"en": "We cure arthritis"}, {"en": "/en/"}),
        link_entry({"es": "Curamos la artritis"}, {"es": "/es/"}),
        link_entry({"en": "More"}, {"en": "javascript:alert(1)"}),
        link_entry({"en": "x" * 61}, {"en": "/en/"}),
        heading_entry({"en": "More"}, [link_entry({"en": "<b>Now</b>"}, {"en": "/en/"})]),
    ],
)
def test_a_menu_with_more_than_labels_is_stored_on_no_road(entry) -> None:
    with pytest.raises(ValidationError):
        a_profile(entry)
    assert not SiteProfile.objects.exists()


@pytest.mark.parametrize(
    "texts",
    [
        {"emergency_note": "Take 500 mg of aspirin."},
        {"opening_hours": "We cure arthritis\nMon–Fri"},
        {"opening_hours": "a\n" * 11},
        {"site_name": "x" * 81},
    ],
)
def test_a_wording_with_medical_prose_is_stored_on_no_road(texts) -> None:
    profile = a_profile()

    with pytest.raises(ValidationError):
        worded(profile, "en", **texts)
    assert not SiteWording.objects.exists()


def test_a_social_link_is_a_web_address() -> None:
    with pytest.raises(ValidationError):
        SocialLink.objects.create(profile=a_profile(), network="x", url="javascript:alert(1)")


@pytest.mark.parametrize("field", ["telephone", "organisation_name", "locality"])
def test_contact_data_is_checked_too(field) -> None:
    with pytest.raises(ValidationError) as refusal:
        a_profile(**{field: "We cure arthritis <b>"})
    assert field in refusal.value.message_dict


def test_setting_up_gives_the_site_its_menus_once() -> None:
    call_command("setup_pages", verbosity=0)
    profile = SiteProfile.objects.get()
    menus = profile.menus

    assert len(menus["main"]) == 3
    assert profile.footer_disclaimers == ["medical-information"]

    profile.main_menu = "[]"
    profile.save()
    call_command("setup_pages", verbosity=0)
    assert SiteProfile.objects.get().menus["main"] == ()


def test_a_site_with_a_root_page_of_its_own_gets_no_menu() -> None:
    home()
    Site.objects.update(root_page=home().get_parent())
    call_command("setup_pages", verbosity=0)

    assert not SiteProfile.objects.filter(site__root_page=home().get_parent()).exists()


@pytest.mark.parametrize(
    ("role", "lists", "edits", "adds", "deletes"),
    [
        ("editor", True, True, False, False),
        ("translator_es", False, False, False, False),
        ("translator_en", False, False, False, False),
        ("reviewer", False, False, False, False),
        ("admin", True, True, True, True),
        ("nobody", False, False, False, False),
        ("anonymous", False, False, False, False),
    ],
)
def test_who_may_do_what(client, role, lists, edits, adds, deletes) -> None:
    call_command("setup_pages", verbosity=0)
    user = make_accounts()[role]
    profile = SiteProfile.objects.get()
    if user is not None:
        client.force_login(user)

    def may(name: str, *arguments: int) -> bool:
        return client.get(reverse(name, args=arguments)).status_code == 200

    assert may(LIST) is lists
    assert may(EDIT, profile.pk) is edits
    assert may(ADD) is adds
    assert may(DELETE, profile.pk) is deletes


def posted(profile: SiteProfile, **changes: str) -> dict[str, str]:
    data = {
        "main_menu-count": "0",
        "footer_menu-count": "0",
        "organisation_kind": "MedicalClinic",
        "wordings-TOTAL_FORMS": "1",
        "wordings-INITIAL_FORMS": "0",
        "wordings-MIN_NUM_FORMS": "0",
        "wordings-MAX_NUM_FORMS": "1000",
        "wordings-0-language": "es",
        "wordings-0-site_name": "Clínica",
        "wordings-0-opening_hours": "",
        "wordings-0-emergency_note": "",
        "social_links-TOTAL_FORMS": "0",
        "social_links-INITIAL_FORMS": "0",
        "social_links-MIN_NUM_FORMS": "0",
        "social_links-MAX_NUM_FORMS": "1000",
    }
    return data | changes


def test_an_editor_writes_what_a_site_says(client) -> None:
    call_command("setup_pages", verbosity=0)
    client.force_login(make_accounts()["editor"])
    profile = SiteProfile.objects.get()

    answer = client.post(
        reverse(EDIT, args=[profile.pk]),
        posted(
            profile,
            telephone="+34 955 010 203",
            footer_disclaimers="treatment-results",
            **{"wordings-0-opening_hours": "Lunes\r\nMartes"},
        ),
    )

    assert answer.status_code == 302
    stored = SiteProfile.objects.get()
    assert stored.telephone == "+34 955 010 203"
    assert stored.footer_disclaimers == ["treatment-results"]
    assert stored.wordings.get().site_name == "Clínica"
    assert stored.wordings.get().opening_hours == "Lunes\nMartes"


def test_disclaimers_are_offered_in_the_language_of_the_admin() -> None:
    DisclaimerFactory(key="medical-information", language="en", title="Medical information")
    DisclaimerFactory(key="medical-information", language="es", title="Información médica")
    DisclaimerFactory(key="treatment-results", language="en", title="Results of treatment")

    assert ("medical-information", "Medical information") in disclaimer_choices()
    with translation.override("es"):
        spanish = dict(disclaimer_choices())
    assert spanish["medical-information"] == "Información médica"
    assert spanish["treatment-results"] == "Results of treatment"


def test_an_editor_is_told_where_a_claim_stands(client) -> None:
    call_command("setup_pages", verbosity=0)
    client.force_login(make_accounts()["editor"])
    profile = SiteProfile.objects.get()
    changes = {
        "main_menu-count": "1",
        "main_menu-0-deleted": "",
        "main_menu-0-order": "0",
        "main_menu-0-type": "link",
        "main_menu-0-id": "",
        "main_menu-0-value-labels-en": "We cure arthritis",
        "main_menu-0-value-labels-es": "",
        "main_menu-0-value-addresses-en": "",
        "main_menu-0-value-addresses-es": "",
        "main_menu-0-value-children-count": "0",
        "wordings-0-emergency_note": "Tome 500 mg de paracetamol.",
    }

    answer = client.post(reverse(EDIT, args=[profile.pk]), posted(profile, **changes))

    said = answer.content.decode()
    assert answer.status_code == 200
    assert "Claims belong on a page" in said
    assert "A dose is medical advice" in said
    assert len(SiteProfile.objects.get().menus["main"]) == 3


def test_an_editor_cannot_hand_the_menus_to_another_site(client) -> None:
    call_command("setup_pages", verbosity=0)
    client.force_login(make_accounts()["editor"])
    profile = SiteProfile.objects.get()
    other = Site.objects.create(hostname="other.example", root_page=home())

    client.post(reverse(EDIT, args=[profile.pk]), posted(profile, site=str(other.pk)))

    assert SiteProfile.objects.get().site_id != other.pk
