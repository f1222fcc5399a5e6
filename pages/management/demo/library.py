"""Loads what the demo's pages rest on: people, references, disclaimers, pictures, permissions."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image as Drawing
from PIL import ImageDraw, ImageFont
from wagtail.images import get_image_model
from wagtail.models import Locale

from pages.consent import Channel, Use
from pages.disclaimers.signing import SignWording
from pages.disclaimers.standing import WordingState, standings
from pages.disclaimers.wording import same_wording
from pages.management.demo.disclaimers import DISCLAIMERS
from pages.management.demo.drawings import DRAWINGS
from pages.management.demo.evidence import EVIDENCE
from pages.management.demo.people import CLINIC, DEMO_ACCOUNTS, DEMO_PASSWORD, Account
from pages.management.demo.references import REFERENCES
from pages.models import Authorization, Disclaimer, Person, PersonWording, Reference
from pages.review import issue_token
from pages.translation.glossary.exchange.adding import ImportGlossary, Outcome
from pages.translation.glossary.starter import STARTER, starter_entries

if TYPE_CHECKING:
    from pages.management.setup import Report

PERMITTED_YEARS = 5
SIGNED_ON = datetime.date(2025, 1, 10)


def load_glossary(report: Report) -> None:
    """Bring the terms that come with Firma into the glossary; what it has stays as it is."""
    verdicts = ImportGlossary(source=STARTER.name).execute(starter_entries())
    added = sum(verdict.outcome is Outcome.NEW for verdict in verdicts)
    if added:
        report(_("Added to the glossary: %(count)s entries.") % {"count": added})


def load_accounts(report: Report) -> dict[str, Any]:
    """Make the demo accounts that do not exist, with their people; return all by user name.

    An account that exists keeps its password and its groups.
    """
    model = get_user_model()
    accounts: dict[str, Any] = {}
    for account in DEMO_ACCOUNTS:
        user = model._default_manager.filter(username=account.username).first()
        if user is None:
            make = (
                model._default_manager.create_superuser
                if account.is_superuser
                else model._default_manager.create_user
            )
            user = make(
                username=account.username,
                email=f"{account.username}@clinica-ribera.example",
                password=DEMO_PASSWORD,
            )
            user.groups.add(*Group.objects.filter(name__in=account.groups))
            report(_("Added the account “%(name)s”.") % {"name": account.username})
        accounts[account.username] = user
        load_person(account, user=user)
    return accounts


@contextmanager
def without_mail(users: Iterable[Any]) -> Iterator[None]:
    """Keep Wagtail from writing to these users about what happens inside."""
    model = get_user_model()
    addresses = {user.pk: user.email for user in users}
    model._default_manager.filter(pk__in=addresses).update(email="")
    try:
        yield
    finally:
        for primary_key, address in addresses.items():
            model._default_manager.filter(pk=primary_key).update(email=address)


def load_person(account: Account, *, user: Any = None) -> Person | None:
    """Return the person behind an account, made if need be; None for an account without one."""
    if not account.person:
        return None
    person, is_new = Person.objects.get_or_create(
        name=account.person["name"], defaults={**account.person, "affiliation": CLINIC}
    )
    if is_new and account.spanish:
        PersonWording.objects.create(person=person, language="es", credentials=account.spanish)
    if user is not None and person.user_id is None and not hasattr(user, "firma_person"):
        person.user = user
        person.save()
    return person


def load_references(report: Report) -> dict[str, Reference]:
    """Make the references that the library lacks; return all of the demo's by key.

    A publication that the library has under another key stays as it is, and is used.
    """
    found: dict[str, Reference] = {}
    made = 0
    for key, values in REFERENCES.items():
        reference = Reference.objects.filter(key=key).first()
        if reference is None:
            reference = Reference(key=key, **values, **EVIDENCE.get(key, {}))
            reference.full_clean()
            reference.save()
            made += 1
        found[key] = reference
    if made:
        report(_("Added %(count)s references.") % {"count": made})
    return found


def load_disclaimers(report: Report, *, author: Any) -> None:
    """Make the disclaimers that are missing, in each language."""
    made = 0
    for key, (title, text) in DISCLAIMERS.items():
        for language in ("en", "es"):
            locale = Locale.objects.get(language_code=language)
            if Disclaimer.objects.filter(key=key, locale=locale).exists():
                continue
            disclaimer = Disclaimer(
                key=key, locale=locale, title=title.text(language), text=text.text(language)
            )
            disclaimer.attribute_to(author)
            disclaimer.save()
            made += 1
    if made:
        report(_("Added %(count)s disclaimers.") % {"count": made})


def sign_disclaimers(report: Report, *, reviewer: Any) -> None:
    """Sign the demo's own wordings that nobody has signed, in the name of the demo's reviewer.

    What somebody wrote in their place waits for whoever may sign that.
    """
    signed = 0
    rows = Disclaimer.objects.filter(key__in=DISCLAIMERS).select_related("locale")
    for standing in standings(rows):
        key, language = standing.disclaimer.key, standing.disclaimer.locale.language_code
        text = DISCLAIMERS[key][1].text(language)
        is_ours = language in ("en", "es") and same_wording(standing.newest.text, text)
        if standing.state is not WordingState.WAITING or not is_ours:
            continue
        version = standing.newest
        token = issue_token(
            user=reviewer,
            credential=DEMO_PASSWORD,
            fingerprint=version.wording.fingerprint,
            disclaimer_version_id=version.pk,
        )
        SignWording(version_id=version.pk, user=reviewer).execute(token=token)
        signed += 1
    if signed:
        report(_("Signed %(count)s disclaimers.") % {"count": signed})


def load_pictures(report: Report, *, author: Any) -> dict[str, Any]:
    """Draw the pictures that are missing; return all of the demo's by name."""
    model = get_image_model()
    found: dict[str, Any] = {}
    made = 0
    for name, drawing in DRAWINGS.items():
        picture = model.objects.filter(title=drawing.title).first()
        if picture is None:
            x, y, width, height = drawing.focal_point
            picture = model(
                title=drawing.title,
                description=drawing.description,
                file=ContentFile(drawing.draw(), name=f"demo-{name}.png"),
                focal_point_x=x,
                focal_point_y=y,
                focal_point_width=width,
                focal_point_height=height,
                uploaded_by_user=author,
            )
            picture.save()
            made += 1
        found[name] = picture
    if made:
        report(_("Drew %(count)s pictures.") % {"count": made})
    return found


def load_authorization(code: str) -> Authorization:
    """Return an invented patient's permission, made if need be."""
    found = Authorization.objects.filter(reference_code=code).first()
    if found is not None:
        return found
    today = timezone.localdate()
    permission = Authorization(
        reference_code=code,
        patient_legal_name=f"Invented person for demonstration {code[-1]}",
        uses=[Use.QUOTATION, Use.NAME, Use.PHOTOGRAPH, Use.STORY],
        purpose="To show on the demonstration site how a testimonial looks.",
        channels=[Channel.WEBSITE],
        languages=["en", "es"],
        signed_on=SIGNED_ON,
        expires_on=today.replace(year=today.year + PERMITTED_YEARS, day=min(today.day, 28)),
        scan=ContentFile(_scan(code), name="demonstration.png"),
    )
    permission.full_clean()
    permission.save()
    return permission


def _scan(code: str) -> bytes:
    sheet = Drawing.new("RGB", (620, 877), (255, 255, 255))
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(24)
    draw.text((60, 80), "DEMONSTRATION", fill=(180, 60, 50), font=font)
    draw.text((60, 130), f"Authorization {code}", fill=(40, 50, 60), font=font)
    draw.text((60, 190), "Not a real document.\nNobody signed it.", fill=(40, 50, 60), font=font)
    file = io.BytesIO()
    sheet.save(file, format="PNG")
    return file.getvalue()
