"""The translation memory in the admin."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from pages.ledger.models import LedgerEntry
from pages.review.withdrawal import Withdraw
from pages.translation.memory import GROUP_PERMISSIONS
from pages.translation.memory.exchange import IMPORTED
from pages.translation.memory.lookup import suggestions
from pages.translation.memory.models import MemoryUnit, UnitOrigin, UnitState
from pages.translation.memory.rebuilding import rebuild
from tests.factories.review import make_user
from tests.factories.translation import BilingualSite, get_permission, make_translator
from tests.integration.translation.memory.conftest import SENTENCE, SENTENCE_ES, SignedPair

LIST = "firma_memory:index"
TMX = b"""<?xml version="1.0"?><tmx version="1.4"><header srclang="en"/><body>
<tu><tuv xml:lang="en"><seg>Hello.</seg></tuv><tuv xml:lang="es"><seg>Hola.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Alone.</seg></tuv></tu>
</body></tmx>"""


@pytest.fixture
def reader(site: BilingualSite) -> Any:
    """A translator with the permissions that ``setup_pages`` gives."""
    user = make_translator(site)
    group = Group.objects.get(name="Translators (es)")
    for name in GROUP_PERMISSIONS["translators"]:
        group.permissions.add(get_permission(name))
    return user


@pytest.fixture
def administrator(db: Any) -> Any:
    return make_user("admin", is_superuser=True)


def html(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_translators_look_and_search_in_both_languages(
    client: Client, signed: SignedPair, reader: Any
) -> None:
    client.force_login(reader)
    assert SENTENCE_ES in html(client, LIST)
    assert SENTENCE in html(client, LIST, q="sistema inmunitario")
    assert SENTENCE_ES in html(client, LIST, q="immune system")
    assert SENTENCE not in html(client, LIST, q="nothing like it")
    assert SENTENCE not in html(client, LIST, origin="imported")
    assert SENTENCE in html(client, LIST, source_language="en", target_language="es")
    assert SENTENCE not in html(client, LIST, source_language="es")
    assert SENTENCE not in html(client, LIST, signed_at_to="2001-01-01")
    assert "Translation memory" in html(client, "wagtailadmin_home")


def test_a_unit_is_shown_whole(client: Client, signed: SignedPair, reader: Any) -> None:
    client.force_login(reader)
    unit = MemoryUnit.objects.get(source=SENTENCE)
    shown = html(client, "firma_memory:inspect", unit.pk)
    for words in (SENTENCE, SENTENCE_ES, "Artritis reumatoide", "signed page", "in use"):
        assert words in shown
    assert reverse("firma_memory:delete", args=[unit.pk]) not in shown


def test_who_may_only_look_neither_removes_nor_imports(
    client: Client, signed: SignedPair, reader: Any
) -> None:
    client.force_login(reader)
    unit = MemoryUnit.objects.get(source=SENTENCE)
    assert reverse("firma_memory:import") not in html(client, LIST)
    assert client.get(reverse("firma_memory:import")).status_code == 302
    assert client.post(reverse("firma_memory:import")).status_code == 302
    assert client.post(reverse("firma_memory:delete", args=[unit.pk])).status_code == 302
    assert MemoryUnit.objects.in_use().filter(pk=unit.pk).exists()


def test_who_has_no_part_in_translation_sees_nothing(client: Client, signed: SignedPair) -> None:
    client.force_login(make_user())
    assert client.get(reverse(LIST)).status_code == 302
    assert client.get(reverse("firma_memory:export", args=["en", "es"])).status_code == 302
    assert "Translation memory" not in html(client, "wagtailadmin_home")


def test_what_an_administrator_takes_out_stays_out(
    client: Client, signed: SignedPair, administrator: Any
) -> None:
    client.force_login(administrator)
    unit = MemoryUnit.objects.get(source=SENTENCE)
    url = reverse("firma_memory:delete", args=[unit.pk])
    assert url in html(client, LIST)
    assert "stays out" in html(client, "firma_memory:delete", unit.pk)
    assert client.post(url).status_code == 302
    list(rebuild())
    unit.refresh_from_db()
    assert unit.state == UnitState.REMOVED
    assert not suggestions([(SENTENCE, "")], source_language="en", target_language="es")
    assert LedgerEntry.objects.filter(action="memory.removed", actor_id=administrator.pk).exists()
    assert "taken out by an administrator" in html(client, LIST, state="removed")


def test_an_administrator_imports_and_reads_what_was_refused(
    client: Client, site: BilingualSite, administrator: Any
) -> None:
    client.force_login(administrator)
    assert "not signed" in html(client, "firma_memory:import")
    file = SimpleUploadedFile("agency.tmx", TMX)
    response = client.post(
        reverse("firma_memory:import"), {"file": file, "source": "en", "target": "es"}
    )
    shown = response.content.decode()
    assert "Added: 1. In the memory already: 0. Refused: 1." in shown
    assert "It has no text in “es”." in shown
    unit = MemoryUnit.objects.get()
    assert (unit.origin, unit.origin_title) == (UnitOrigin.IMPORTED, "agency.tmx")
    assert LedgerEntry.objects.get(action=IMPORTED).data["file"] == "agency.tmx"
    assert "imported, not signed" in html(client, LIST)
    client.post(reverse("firma_memory:delete", args=[unit.pk]))
    assert not MemoryUnit.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose a file."),
        ({"file": b"<html/>"}, "This is not a TMX file."),
        ({"file": b"no xml at all"}, "The file is damaged"),
        ({"file": TMX, "target": "en"}, "Choose two different languages."),
    ],
)
def test_a_file_that_cannot_be_imported_is_refused_on_the_form(
    client: Client, site: BilingualSite, administrator: Any, data: dict[str, Any], words: str
) -> None:
    client.force_login(administrator)
    posted = {"source": "en", "target": "es"} | data
    if "file" in posted:
        posted["file"] = SimpleUploadedFile("agency.tmx", posted["file"])
    response = client.post(reverse("firma_memory:import"), posted)
    assert words in response.content.decode()
    assert not MemoryUnit.objects.exists()


def test_whoever_may_look_exports(client: Client, signed: SignedPair, reader: Any) -> None:
    client.force_login(reader)
    url = reverse("firma_memory:export", args=["en", "es"])
    assert url in html(client, LIST)
    response = client.get(url)
    assert response["Content-Type"] == "application/x-tmx+xml"
    assert SENTENCE_ES in b"".join(response.streaming_content).decode()
    assert client.get(reverse("firma_memory:export", args=["xx", "es"])).status_code == 404


def test_the_list_takes_the_same_number_of_queries_however_long(
    client: Client, signed: SignedPair, reader: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(reader)
    html(client, LIST)
    with django_assert_max_num_queries(25):
        html(client, LIST)


def test_the_screens_speak_spanish(client: Client, signed: SignedPair, administrator: Any) -> None:
    UserProfile.objects.create(user=administrator, preferred_language="es")
    client.force_login(administrator)
    shown = html(client, LIST)
    for words in ("Memoria de traducción", "página firmada", "en uso", "Importar TMX"):
        assert words in shown
    assert "Archivo TMX" in html(client, "firma_memory:import")


def test_a_withdrawn_signature_is_said_in_the_list(
    client: Client, signed: SignedPair, reader: Any
) -> None:
    Withdraw(approval_id=signed.approval.pk, user=signed.reviewer).execute(reason="Wrong.")
    client.force_login(reader)
    assert "its approval was withdrawn" in html(client, LIST)
