"""A source and its translation change at the same moment: one waits for the other."""

import threading
from typing import Any

import pytest
from django.db import connections, transaction

from pages.content.condition import ConditionPage
from tests.factories.delivery import a_reviewer, an_editor, published, translated
from tests.factories.review import sign, submit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def fresh(page: Any) -> Any:
    return ConditionPage.objects.get(pk=page.pk)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_source_waits_for_its_translation_and_then_takes_it_offline(
    django_db_serialized_rollback: None, language: str
) -> None:
    source = published(language=language)
    target = translated(source, language={"en": "es", "es": "en"}[language])
    reviewer = a_reviewer()
    changed = fresh(source)
    changed.urgent_care = "<p>Seek help today.</p>"
    submit(changed, an_editor())
    done = threading.Event()
    failures: list[BaseException] = []

    def sign_source() -> None:
        try:
            sign(fresh(source), reviewer)
        except BaseException as failure:
            failures.append(failure)
        finally:
            done.set()
            connections.close_all()

    with transaction.atomic():
        # Holds the translation, and all that it rests on, which the source rests on too.
        fresh(target).get_latest_revision().publish()
        signing = threading.Thread(target=sign_source)
        signing.start()
        assert not done.wait(1.5)
    signing.join(20)
    assert failures == []
    assert "today" in fresh(source).urgent_care
    assert not fresh(target).live
