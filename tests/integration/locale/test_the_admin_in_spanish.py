"""Each role's main screens, for somebody who reads Spanish."""

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.users.models import UserProfile

from pages.content.condition import ConditionPage
from pages.publishing import PublicationRefused
from tests.factories.condition_form import filled_form_data
from tests.factories.content import ConditionPageFactory, an_author
from tests.factories.review import make_reviewer, make_user, submit
from tests.factories.translation import (
    make_bilingual_site,
    make_condition,
    make_editor,
    make_translator,
    start_translation,
)

pytestmark = pytest.mark.django_db


def in_spanish(user: Any) -> Any:
    """Let somebody read the admin in Spanish; return them."""
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "es"})
    return user


def words(response: Any) -> str:
    """Return what a page says, without its markup."""
    assert response.status_code == 200
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.fixture
def site():
    return make_bilingual_site()


@pytest.fixture
def editor(site, client):
    user = in_spanish(make_editor(site))
    client.force_login(user)
    return user


def edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_editors_panel_says_what_is_missing(client: Client, site: Any, editor: Any) -> None:
    page = ConditionPageFactory(language="en", title="Gout")
    page.save_revision()
    text = words(client.get(edit_url(page)))
    assert "Qué falta para que esta página sea pública" in text
    assert "“Resumen” está vacío: complételo." in text
    assert "Ningún revisor médico ha firmado todavía esta página." in text
    assert "is empty" not in text
    assert "signed" not in text


def test_the_editors_fields_and_tabs_are_named(client: Client, site: Any, editor: Any) -> None:
    text = words(client.get(edit_url(make_condition(site))))
    for label in (
        "Contenido",
        "Clínica",
        "Autor y referencias",
        "Promocionar",
        "Síntomas",
        "Cuándo buscar atención urgente",
        "Guardar borrador",
    ):
        assert label in text


def test_a_refused_submission_is_explained(client: Client, site: Any, editor: Any) -> None:
    page = make_condition(site)
    data = filled_form_data(author=str(an_author().pk), **{"action-submit": "1"})
    text = words(client.post(edit_url(page), data, follow=True))
    assert "La página no se envió a revisión; el borrador se conserva." in text
    assert "El texto no cita ninguna referencia." in text
    assert "not submitted" not in text


def test_a_refused_publication_is_explained(site: Any) -> None:
    page = make_condition(site)
    with override("es"), pytest.raises(PublicationRefused) as refusal:
        page.get_latest_revision().publish()
    assert "La página no se publicó; el borrador se conserva. Lo impide" in str(refusal.value)
    assert not ConditionPage.objects.get(pk=page.pk).live


def test_the_reviewers_queue_and_screen(client: Client, site: Any) -> None:
    page = make_condition(site)
    task_state = submit(page, make_user())
    client.force_login(in_spanish(make_reviewer()))
    queue = words(client.get(reverse("pages_review:queue")))
    assert "Páginas en espera de revisión médica" in queue
    assert "Página de enfermedad" in queue
    assert "inglés" in queue
    screen = words(client.get(reverse("pages_review:review", args=[task_state.pk])))
    assert "Qué cambió desde la última firma" in screen
    assert "He leído “Rheumatoid arthritis” en inglés con sus referencias y sus avisos." in screen
    assert "Firmar la versión en inglés" in screen
    assert "Devolver con comentarios" in screen


def test_a_wrong_password_is_explained(client: Client, site: Any) -> None:
    task_state = submit(make_condition(site), make_user())
    client.force_login(in_spanish(make_reviewer()))
    url = reverse("pages_review:review", args=[task_state.pk])
    form = client.get(url).context["sign_form"]
    data = {"answer": "sign", "content": form["content"].value(), "confirm": "on"}
    data["password"] = "not the right one"
    text = words(client.post(url, data))
    assert "La contraseña no es correcta. No se firmó nada." in text


def test_the_bar_of_the_translation_editor(client: Client, site: Any) -> None:
    translator = in_spanish(make_translator(site))
    client.force_login(translator)
    translation = start_translation(make_condition(site), site.spanish, user=translator)
    text = words(client.get(edit_url(translation.get_target_instance())))
    assert "Traducción de inglés a español" in text
    assert "Revisando qué falta" in text
    found = words(client.get(reverse("firma_translation:readiness", args=[translation.pk])))
    assert "segmentos no están traducidos" in found
    assert "antes de la revisión médica" in found
    assert "Enviar a revisión médica" in text


def test_the_translators_list(client: Client, site: Any) -> None:
    translator = in_spanish(make_translator(site))
    client.force_login(translator)
    start_translation(make_condition(site), site.spanish, user=translator)
    text = words(client.get(reverse("firma_translation:worklist")))
    assert "Páginas por traducir a español" in text
    assert "En progreso" in text


def test_an_english_page_is_previewed_in_english(client: Client, site: Any, editor: Any) -> None:
    page = make_condition(site)
    text = words(client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])))
    assert "When to seek urgent care" in text
    assert "References" in text
    assert "By Ana Autora" in text
    assert "Cuándo buscar" not in text
    assert "Referencias" not in text


def test_a_spanish_page_is_previewed_in_spanish_to_whoever_reads_english(
    client: Client, site: Any
) -> None:
    page = ConditionPageFactory(language="es", complete=True)
    page.save_revision()
    client.force_login(make_user(is_superuser=True))
    text = words(client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])))
    assert "Cuándo buscar atención urgente" in text
    assert "Referencias" in text
    assert "When to seek" not in text


def test_the_libraries_are_named_in_the_menu(client: Client, site: Any) -> None:
    client.force_login(in_spanish(make_user(is_superuser=True)))
    text = words(client.get(reverse("wagtailsnippets_pages_reference:list")))
    assert "Referencias" in text
    source = client.get(reverse("wagtailadmin_home")).content.decode()
    for label in ("Referencias", "Personas", "Avisos", "Autorizaciones", "Traducciones"):
        assert label in source or label.encode("unicode_escape").decode() in source


def test_wagtails_own_words_that_its_spanish_lacks_are_ours(
    client: Client, site: Any, editor: Any
) -> None:
    text = words(client.get(edit_url(make_condition(site))))
    assert "Métricas del contenido" in text
    assert "Content metrics" not in text
