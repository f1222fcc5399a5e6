"""The previews in the block picker, as the admin serves them."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from pages.models import ConditionPage, ProcedurePage

pytestmark = pytest.mark.django_db

STREAMS = [
    (ConditionPage, "body"),
    (ConditionPage, "symptoms"),
    (ConditionPage, "stages"),
    (ConditionPage, "faq"),
    (ProcedurePage, "steps"),
    (ProcedurePage, "criteria"),
    (ProcedurePage, "adverse_effects"),
    (ProcedurePage, "outcomes"),
    (ProcedurePage, "regulatory_status"),
]
BLOCKS = [
    pytest.param(block, id=f"{field}-{name}")
    for model, field in STREAMS
    for name, block in model._meta.get_field(field).stream_block.child_blocks.items()
]


@pytest.fixture
def admin_client(client):
    user = get_user_model().objects.create_superuser("admin", "admin@example.org", "secret")
    client.force_login(user)
    return client


@pytest.mark.parametrize("block", BLOCKS)
def test_every_block_shows_an_example_of_itself(admin_client, block):
    response = admin_client.get(
        reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert "pages/content/block-preview.css" in page
    assert any(tag in page for tag in ("<h2>", "<h3>", "<table>", "<dl", "<a ", "<img "))
    for nothing in ("None", "&lt;p&gt;", "[&#x27;"):
        assert nothing not in page.partition("<body>")[2]
