"""What stands around the demo's pages: the invented clinic's contact, menus and logo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pages.management.demo.people import CLINIC
from pages.management.menus import heading_entry, link_entry, page_entry, stored
from pages.management.setup import INDEXES
from pages.models import SiteProfile, SiteWording, SocialLink

if TYPE_CHECKING:
    from pages.management.setup import Report, Trees

WORDINGS = {
    "en": {
        "site_name": CLINIC,
        "opening_hours": "Monday to Friday, 9:00 to 19:00\nSaturday, 10:00 to 13:00",
        "emergency_note": "In an emergency call 112.",
    },
    "es": {
        "site_name": CLINIC,
        "opening_hours": "De lunes a viernes, de 9:00 a 19:00\nSábado, de 10:00 a 13:00",
        "emergency_note": "En una emergencia, llame al 112.",
    },
}
APPOINTMENT = link_entry(
    {"en": "Appointments", "es": "Cita previa"},
    {"en": "/en/appointments/", "es": "/es/cita/"},
)
ABOUT_US = heading_entry(
    {"en": "About us", "es": "Sobre nosotros"},
    [
        link_entry(
            {"en": "Our team", "es": "Nuestro equipo"}, {"en": "/en/team/", "es": "/es/equipo/"}
        ),
        link_entry(
            {"en": "Privacy", "es": "Privacidad"}, {"en": "/en/privacy/", "es": "/es/privacidad/"}
        ),
    ],
)


def load_surroundings(trees: Trees, report: Report) -> None:
    """Give the demo's site the clinic's contact and fuller menus, while nobody has written any."""
    profile = SiteProfile.objects.filter(
        site__root_page=trees.homes["en"], wordings__isnull=True, telephone=""
    ).first()
    if profile is None:
        return
    entries = [page_entry(trees.index(model)) for model, _names in INDEXES]
    profile.main_menu = stored([*entries, APPOINTMENT])
    profile.footer_menu = stored([ABOUT_US, *entries])
    profile.telephone = "+34 955 010 203"
    profile.email = "hola@clinica-ribera.example"
    profile.street_address = "Calle del Río 1"
    profile.postal_code = "41001"
    profile.locality = "Sevilla"
    profile.country = "ES"
    profile.organisation_name = CLINIC
    profile.save()
    for language, words in WORDINGS.items():
        SiteWording.objects.create(profile=profile, language=language, **words)
    SocialLink.objects.create(
        profile=profile, network="youtube", url="https://www.youtube.com/@clinica-ribera-demo"
    )
    report(_("Added the clinic's contact and menus in both languages."))
