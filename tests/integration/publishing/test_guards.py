"""What bypasses Python is refused by the database itself."""

import io
from dataclasses import replace

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from pages.content.condition import ConditionCode, ConditionPage, ConditionTreatment
from pages.content.procedure import ProcedurePage
from pages.content.testimonial import TestimonialPage
from pages.delivery.models import PublishedDocument
from pages.ledger.models import LedgerEntry
from pages.publishing import guards, reviewed_models
from pages.publishing.guards import installation
from pages.publishing.guards.plan import Child, Parent, read_plan
from pages.publishing.guards.statements import PREFIX, create_statements, rules
from pages.publishing.models import GatePass
from pages.publishing.values import content_fields, content_relations
from pages.review.models import Approval
from tests.factories.content import ConditionPageFactory, an_image, home
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import make_review_workflow, make_user, publish_signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    disclaimers_in("en", "medical-information")
    make_review_workflow(home())
    return ConditionPageFactory(
        complete=True,
        codes=[{"system": "icd-10", "code": "M10.9"}],
        hero_image=an_image(),
        hero_alt="A hand.",
    )


@pytest.fixture
def live(draft):
    return publish_signed(draft)


def stored(page):
    return ConditionPage.objects.get(pk=page.pk)


def public(client, page):
    return client.get(f"/api/v2/pages/{page.pk}/")


def by_sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


WAYS_TO_CHANGE_WHAT_IS_LIVE = {
    "queryset update of a field": lambda page: ConditionPage.objects.filter(pk=page.pk).update(
        summary="Cures everything."
    ),
    "queryset update of the title": lambda page: Page.objects.filter(pk=page.pk).update(
        title="A miracle"
    ),
    "bulk update": lambda page: ConditionPage.objects.bulk_update(
        [_changed(page)], ["causes", "body"]
    ),
    "base page saved": lambda page: _save_base_page(page),
    "raw save": lambda page: _changed(page).save_base(raw=True),
    "sql": lambda page: by_sql(
        "UPDATE pages_conditionpage SET summary = %s WHERE page_ptr_id = %s", "x", page.pk
    ),
    "sql on the title": lambda page: by_sql(
        "UPDATE wagtailcore_page SET title = %s WHERE id = %s", "x", page.pk
    ),
    "another language": lambda page: Page.objects.filter(pk=page.pk).update(
        locale=Locale.objects.get_or_create(language_code="es")[0]
    ),
    "inline child saved by itself": lambda page: _save_child(page),
    "inline child created by itself": lambda page: ConditionCode.objects.create(
        page=page, system="icd-10", code="M10.0"
    ),
    "inline children created in bulk": lambda page: ConditionCode.objects.bulk_create(
        [ConditionCode(page=page, system="icd-10", code="M10.0")]
    ),
    "inline child deleted by itself": lambda page: ConditionCode.objects.filter(page=page).delete(),
    "row of the type deleted": lambda page: by_sql(
        "DELETE FROM pages_conditionpage WHERE page_ptr_id = %s", page.pk
    ),
    "document rewritten": lambda page: PublishedDocument.objects.filter(page_id=page.pk).update(
        content={"title": "A miracle"}
    ),
}


def _changed(page):
    page = stored(page)
    page.summary = page.causes = "<p>Changed.</p>"
    return page


def _save_base_page(page):
    base = Page.objects.get(pk=page.pk)
    base.title = "A miracle"
    base.save()


def _save_child(page):
    child = ConditionCode.objects.get(page=page)
    child.code = "M10.0"
    child.save()


@pytest.mark.parametrize("way", WAYS_TO_CHANGE_WHAT_IS_LIVE)
def test_what_is_live_is_not_changed_behind_the_gate(live, client, way):
    before = public(client, live).json()
    with pytest.raises(IntegrityError, match="Firma"), transaction.atomic():
        WAYS_TO_CHANGE_WHAT_IS_LIVE[way](live)
    assert public(client, live).json() == before
    assert stored(live).summary != "Cures everything."


WAYS_TO_PUT_A_DRAFT_LIVE = {
    "queryset update": lambda page: Page.objects.filter(pk=page.pk).update(live=True),
    "queryset update of the type": lambda page: ConditionPage.objects.filter(pk=page.pk).update(
        live=True
    ),
    "base page saved": lambda page: _go_live_as_base_page(page),
    "raw save": lambda page: _go_live_raw(page),
    "sql": lambda page: by_sql(
        "UPDATE wagtailcore_page SET live = %s WHERE id = %s", True, page.pk
    ),
}


def _go_live_as_base_page(page):
    base = Page.objects.get(pk=page.pk)
    base.live = True
    base.save(clean=False)


def _go_live_raw(page):
    base = Page.objects.get(pk=page.pk)
    base.live = True
    base.save_base(raw=True)


@pytest.mark.parametrize("way", WAYS_TO_PUT_A_DRAFT_LIVE)
def test_a_draft_is_not_put_live_behind_the_gate(draft, client, way):
    with pytest.raises(IntegrityError, match="Firma"), transaction.atomic():
        WAYS_TO_PUT_A_DRAFT_LIVE[way](draft)
    assert not stored(draft).live
    assert public(client, draft).status_code == 404


def test_a_live_row_does_not_arrive_as_a_fixture_object(draft):
    with guards.suspended():
        Page.objects.filter(pk=draft.pk).update(live=True)
        (record,) = serializers.deserialize("json", serializers.serialize("json", [stored(draft)]))
        by_sql("DELETE FROM pages_conditioncode WHERE page_id = %s", draft.pk)
        by_sql("DELETE FROM pages_conditionpage WHERE page_ptr_id = %s", draft.pk)
    with pytest.raises(IntegrityError, match="Firma"), transaction.atomic():
        record.object.save_base(raw=True, force_insert=True)


def test_taking_a_page_off_the_public_is_always_possible(live, client):
    Page.objects.filter(pk=live.pk).update(live=False)
    assert public(client, live).status_code == 404


def test_what_says_where_and_when_may_be_written_at_any_time(live, client):
    Page.objects.filter(pk=live.pk).update(
        slug="elsewhere",
        locked=True,
        has_unpublished_changes=True,
        last_published_at=timezone.now(),
    )
    assert public(client, live).status_code == 200


def test_drafts_may_be_changed_by_any_means(draft):
    ConditionPage.objects.filter(pk=draft.pk).update(summary="Another draft.")
    ConditionCode.objects.filter(page=draft).delete()
    assert stored(draft).summary == "Another draft."


def test_a_live_page_can_be_deleted_and_its_signature_stays_on_record(live, client):
    pk = live.pk
    live.delete()
    assert not Page.objects.filter(pk=pk).exists()
    assert public(client, live).status_code == 404
    assert Approval.objects.filter(page_id=pk).count() == 1
    assert LedgerEntry.objects.filter(page_id=pk, action="publication.ended").count() == 1
    assert GatePass.objects.count() == 0


def test_a_section_with_live_pages_can_be_deleted(live):
    live.get_parent().delete()
    assert ConditionPage.objects.count() == 0
    assert GatePass.objects.count() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE pages_ledgerentry SET action = 'x'",
        "DELETE FROM pages_ledgerentry",
        "DELETE FROM pages_approval",
        "UPDATE pages_approval SET fingerprint = 'x'",
        "UPDATE pages_approval SET reviewer_name = 'Somebody else'",
        "UPDATE pages_approval SET activated_at = NULL",
        "UPDATE pages_approval SET expires_at = NULL",
    ],
)
def test_approvals_and_the_ledger_are_append_only_in_the_database(live, statement):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        by_sql(statement)


def test_a_withdrawn_approval_is_not_revived_in_the_database(live):
    by_sql("UPDATE pages_approval SET withdrawn_at = %s", timezone.now())
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        by_sql("UPDATE pages_approval SET withdrawn_at = NULL")


def test_a_pass_needs_an_approval_of_that_page(live, draft):
    approval = Approval.objects.get()
    other = ConditionPageFactory()
    for page_id, approval_id in ((other.pk, approval.pk), (live.pk, None), (live.pk, 0)):
        with pytest.raises(IntegrityError, match="Firma"), transaction.atomic():
            GatePass.objects.create(page_id=page_id, approval_id=approval_id, purpose="publication")


def test_no_pass_is_left_behind(live):
    assert GatePass.objects.count() == 0


def test_an_image_that_a_public_page_shows_is_not_replaced_or_deleted(live):
    with pytest.raises(IntegrityError, match="public page uses this"), transaction.atomic():
        by_sql("UPDATE wagtailimages_image SET file = 'other.png'")
    with pytest.raises(IntegrityError, match="public page uses this"), transaction.atomic():
        by_sql("DELETE FROM wagtailimages_image")


def test_a_language_with_public_pages_is_not_renamed(live):
    with pytest.raises(IntegrityError, match="public page uses this"), transaction.atomic():
        Locale.objects.filter(language_code="en").update(language_code="fr")


@pytest.mark.parametrize("model", [ConditionPage, ProcedurePage, TestimonialPage])
def test_every_content_column_of_every_type_is_guarded(model):
    conditions = " ".join(
        rule.condition for rule in rules(read_plan(), "sqlite") if "changes" in rule.name
    )
    for field in content_fields(model):
        assert f'OLD."{field.column}" IS NOT NEW."{field.column}"' in conditions
    for relation in content_relations(model):
        tables = [rule.table for rule in rules(read_plan(), "sqlite")]
        assert tables.count(relation.related_model._meta.db_table) == 3


def test_all_reviewed_types_of_the_installation_are_in_the_plan():
    assert {table.table for table in read_plan().pages} == {
        model._meta.db_table for model in reviewed_models()
    }
    assert ConditionTreatment._meta.db_table in {child.table for child in read_plan().children}


def test_the_guards_are_in_force_after_migrate_and_missing_ones_are_named():
    assert guards.missing() == []
    guards.remove()
    assert "firma_guard_conditionpage_changes" in guards.missing()
    out = io.StringIO()
    call_command("install_guards", stdout=out)
    assert "in force" in out.getvalue()
    assert guards.missing() == []


def test_guards_come_back_after_a_suspended_block_that_fails():
    with pytest.raises(ZeroDivisionError), guards.suspended():
        1 / 0  # noqa: B018
    assert guards.missing() == []


def test_rows_of_rows_are_guarded_like_those_of_the_page(live, draft):
    """A site's inline children may have inline children of their own."""
    plan = replace(
        read_plan(),
        pages=(),
        children=(
            Child(
                "guarded_line",
                "section_id",
                ("section_id", "words"),
                (Parent("guarded_section", "id", "page_id"),),
            ),
        ),
    )
    by_sql("CREATE TABLE guarded_section (id integer PRIMARY KEY, page_id bigint)")
    by_sql("CREATE TABLE guarded_line (id integer PRIMARY KEY, section_id integer, words text)")
    other = ConditionPageFactory()
    by_sql("INSERT INTO guarded_section VALUES (1, %s), (2, %s)", live.pk, other.pk)
    by_sql("INSERT INTO guarded_line VALUES (1, 1, 'public'), (2, 2, 'draft')")
    for rule in rules(plan, connection.vendor):
        if rule.table == "guarded_line":
            for statement in create_statements(rule, connection.vendor):
                by_sql(statement)

    for statement in (
        "UPDATE guarded_line SET words = 'other' WHERE id = 1",
        "DELETE FROM guarded_line WHERE id = 1",
        "INSERT INTO guarded_line VALUES (3, 1, 'more')",
        "UPDATE guarded_line SET section_id = 1 WHERE id = 2",
    ):
        with pytest.raises(IntegrityError, match="Firma"), transaction.atomic():
            by_sql(statement)
    by_sql("UPDATE guarded_line SET words = 'another draft' WHERE id = 2")
    by_sql("DELETE FROM guarded_line WHERE id = 2")


@pytest.mark.parametrize(
    "delete",
    [
        lambda page: page.delete(),
        lambda page: Page.objects.get(pk=page.pk).delete(),
        lambda page: ConditionPage.objects.filter(pk=page.pk).delete(),
        lambda page: Page.objects.filter(pk=page.pk).delete(),
    ],
    ids=["page", "base page", "queryset", "queryset of base pages"],
)
def test_a_live_page_is_deleted_by_every_means_of_the_orm(live, client, delete):
    delete(live)

    assert not Page.objects.filter(pk=live.pk).exists()
    assert public(client, live).status_code == 404
    assert LedgerEntry.objects.filter(page_id=live.pk, action="publication.ended").count() == 1
    assert GatePass.objects.count() == 0


def test_a_live_page_is_deleted_in_the_admin(live, client):
    client.force_login(make_user(is_superuser=True))

    answer = client.post(reverse("wagtailadmin_pages:delete", args=[live.pk]))

    assert answer.status_code == 302
    assert not Page.objects.filter(pk=live.pk).exists()
    assert Approval.objects.filter(page_id=live.pk).count() == 1


def test_a_pass_does_not_become_another(live):
    GatePass.objects.create(page_id=live.pk, purpose="deletion")

    with pytest.raises(IntegrityError, match="Firma"), transaction.atomic():
        GatePass.objects.update(purpose="publication", approval_id=Approval.objects.get().pk)


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["pages_ledgerentry", "pages_approval"])
def test_what_is_append_only_is_not_emptied(live, table):
    connection.check_constraints()  # PostgreSQL empties no table with checks to come
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        by_sql(f"TRUNCATE {table} CASCADE")


def test_a_field_that_is_added_is_named_as_not_guarded_yet_and_guarded_from_then_on(
    live, monkeypatch
):
    plan = read_plan()
    pages = {page.table: page for page in plan.pages}
    table = pages["pages_conditionpage"]
    pages[table.table] = replace(table, columns=(*table.columns, "added_tomorrow"))
    grown = replace(plan, pages=tuple(pages.values()))
    connection.check_constraints()  # PostgreSQL alters no table with checks to come
    by_sql("ALTER TABLE pages_conditionpage ADD COLUMN added_tomorrow varchar(20)")
    monkeypatch.setattr(installation, "read_plan", lambda: grown)

    assert guards.missing() == ["firma_guard_conditionpage_changes"]
    by_sql("UPDATE pages_conditionpage SET added_tomorrow = 'Rest.'")

    guards.install()
    assert guards.missing() == []
    with pytest.raises(IntegrityError, match="Firma"), transaction.atomic():
        by_sql("UPDATE pages_conditionpage SET added_tomorrow = 'Cures everything.'")


def test_triggers_of_long_tables_have_names_that_postgresql_does_not_cut():
    plan = read_plan()
    tables = [f"clinic_{'very_' * 12}long_table_{number}" for number in range(2)]
    plan = replace(plan, children=tuple(Child(table, "page_id", ("words",)) for table in tables))

    names = [f"{PREFIX}{rule.name}" for rule in rules(plan, "postgresql")]

    assert max(map(len, names)) <= 63
    assert len(set(names)) == len(names)
