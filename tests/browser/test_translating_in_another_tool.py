"""A translator takes a page out as a file, works in another tool, and brings it back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Locale
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation

from tests.browser.accessibility import problems
from tests.factories.content import ConditionPageFactory
from tests.factories.exchange import opened
from tests.factories.review import make_user
from tests.factories.translation import start_translation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.mark.parametrize(
    ("language", "further", "files", "download", "bring", "refused", "missing"),
    [
        (
            "en",
            "Further actions",
            "Export or import a file",
            "Download",
            "Import",
            "1 segment was refused.",
            "is missing.",
        ),
        (
            "es",
            "Más acciones",
            "Exportar o importar un archivo",
            "Descargar",
            "Importar",
            "Se rechazó 1 segmento.",
            "Falta el marcador",
        ),
    ],
)
def test_a_file_goes_out_and_comes_back(
    site: None,
    login: Any,
    picture: Any,
    tmp_path: Path,
    language: str,
    further: str,
    files: str,
    download: str,
    bring: str,
    refused: str,
    missing: str,
) -> None:
    translator = make_user("translator", groups=("Translators (es)",))
    UserProfile.objects.update_or_create(user=translator, defaults={"preferred_language": language})
    translation = start_translation(
        ConditionPageFactory(complete=True, title="Gout"), Locale.objects.get(language_code="es")
    )
    page = login("translator")
    page.goto(f"/admin/pages/{translation.get_target_instance().pk}/edit/")
    page.locator(".firma-translation-footer__more").click()
    page.get_by_role("link", name=files).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=download).click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.name == "gout.en-es.xlf"

    store = opened(path.read_bytes(), "xliff")
    cited = next(unit for unit in store.units if unit.source.startswith("The lining of the joint"))
    title = next(unit for unit in store.units if unit.source == "Gout")
    cited.target, title.target = "La membrana se inflama.", "Gota"
    for unit in (cited, title):
        unit.markfuzzy(False)
    path.write_bytes(bytes(store))

    assert not problems(page)
    picture(page, f"exchange-{language}")
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name=bring, exact=True).click()
    page.get_by_text(refused).wait_for()
    assert page.get_by_text(missing).count() == 1
    assert StringTranslation.objects.get().data == "Gota"
    assert not problems(page)
    picture(page, f"exchange-report-{language}")
