"""An administrator adds a webhook, gives its secret away, tries it, and replays what failed."""

from __future__ import annotations

from typing import Any

import pytest

from pages import outbox
from pages.delivery.webhooks.models import WebhookDelivery
from tests.browser.accessibility import problems
from tests.factories.delivery import published
from tests.factories.review import make_user
from tests.factories.webhooks import listening

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_from_an_empty_list_to_a_replay(
    site: None, login: Any, picture: Any, settings: Any, caplog: Any
) -> None:
    settings.DEBUG = True
    make_user("admin", is_superuser=True)
    admin = login("admin")
    admin.goto("/admin/webhooks/")
    admin.get_by_text("There are no webhooks.").wait_for()
    assert problems(admin) == []
    picture(admin, "webhooks-1-none")

    with listening() as receiver:
        admin.get_by_role("link", name="Add webhook").first.click()
        admin.get_by_label("Name").fill("Frontend")
        admin.get_by_label("Address").fill("https://10.0.0.1/hook")
        admin.get_by_role("button", name="Create").click()
        admin.get_by_text("This address is not on the public internet.").wait_for()
        admin.get_by_label("Address").fill(receiver.url)
        admin.get_by_label("Updated: what a public page says").check()
        admin.get_by_label("Published: a page became public").check()
        assert problems(admin) == []
        picture(admin, "webhooks-2-form")
        admin.get_by_role("button", name="Create").click()

        admin.get_by_role("button", name="Show the secret").click()
        field = admin.get_by_label("Secret", exact=True)
        field.wait_for()
        secret = field.input_value()
        assert problems(admin) == []
        admin.reload()
        assert secret not in admin.content()

        page = published(title="Gout")
        receiver.answers = lambda one: 500
        [first] = outbox.deliver_due()
        assert first.result == "postponed"
        admin.goto("/admin/webhooks/")
        admin.get_by_role("button", name="More options for 'Frontend'").click()
        admin.get_by_role("link", name="Deliveries").click()
        admin.get_by_text("500 · The receiver did not accept it").wait_for()
        assert problems(admin) == []
        picture(admin, "webhooks-3-failed")

        receiver.answers = lambda one: 204
        admin.get_by_role("button", name=f"Try now: published, page {page.pk}").click()
        admin.get_by_text("It will be sent again within a minute.").wait_for()
        list(outbox.deliver_due())
        admin.reload()
        admin.get_by_role("button", name=f"Replay: published, page {page.pk}").press("Enter")
        admin.get_by_text("It will be sent again within a minute.").wait_for()
        list(outbox.deliver_due())
        for one in receiver.received:
            one.verify(secret)
        assert [one.json["data"]["title"] for one in receiver.received] == ["Gout"] * 3
        assert WebhookDelivery.objects.count() == 2

        admin.get_by_role("link", name="Send a test").click()
        admin.get_by_role("button", name="Send a test").click()
        admin.get_by_text("The receiver took the test and answered 204.").wait_for()
        assert problems(admin) == []
        picture(admin, "webhooks-4-delivered")
