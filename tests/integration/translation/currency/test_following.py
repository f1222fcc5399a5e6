"""A new text of the source goes live: what becomes of its translations, in the same transaction."""

import datetime
import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from pages.content.condition import ConditionPage
from pages.content.procedure import ProcedurePage
from pages.delivery.models import PublishedDocument
from pages.delivery.verification import verify
from pages.ledger.models import LedgerEntry
from pages.outbox import Moot
from pages.outbox.mail import deliver_mail
from pages.outbox.models import OutboxMessage
from pages.people.models import Person
from pages.publishing import PublicationRefused, Stage, blockers, registry
from pages.translation.currency.facts import currencies
from pages.translation.currency.following import TranslationsFollow
from pages.translation.currency.mail import mail_about_outdated
from pages.translation.currency.models import SourceChange
from tests.factories.content import a_reference
from tests.factories.delivery import publish, published, translated
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def outdated(page: Any) -> list[dict[str, Any]]:
    """Return what the ledger says of a page being outdated."""
    entries = LedgerEntry.objects.filter(page_id=page.pk, action="translation.outdated")
    return [entry.data for entry in entries.order_by("id")]


def mails() -> list[dict[str, Any]]:
    messages = OutboxMessage.objects.filter(payload__template="translation_outdated")
    return [message.payload for message in messages.order_by("id")]


def meta(client: Any, page: Any) -> Any:
    return client.get(f"/api/v2/pages/{page.pk}/").json()["meta"]["translation"]


def change(page: Any, **values: Any) -> Any:
    """Publish a page with other values, signed."""
    page = fresh(page)
    for name, value in values.items():
        setattr(page, name, value)
    return publish(page)


CONTRAINDICATED = [
    ("include", {"text": "<p>Adults.</p>"}),
    ("exclude", {"text": "<p>An infection, or pregnancy.</p>"}),
]


def pair(kind: str = "condition", *, language: str = "en") -> tuple[Any, Any]:
    """Return a public page and its public translation into the other language."""
    source = published(kind, language=language)
    other = {"en": "es", "es": "en"}[language]
    return source, translated(source, language=other)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_changed_contraindication_takes_the_translation_offline_at_once(
    client: Any, language: str
) -> None:
    source, target = pair("procedure", language=language)
    source = change(source, criteria=CONTRAINDICATED)
    assert source.live
    assert not fresh(target).live
    assert not PublishedDocument.objects.filter(page_id=target.pk).exists()
    assert client.get(f"/api/v2/pages/{target.pk}/").status_code == 404
    [entry] = outdated(target)
    first, second = source.approvals.order_by("id")
    assert entry == {
        "source": source.pk,
        "language": language,
        "changed": ["criteria"],
        "is_critical": True,
        "taken_offline": True,
        "renders": first.pk,
        "source_approval": second.pk,
        "policy": "unpublish",
        "reasons": [],
    }


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("en", "La página en inglés se modificó el "),
        ("es", "The page in Spanish was changed on "),
    ],
)
def test_a_typo_elsewhere_keeps_it_public_with_a_notice_in_its_language(
    client: Any, language: str, notice: str
) -> None:
    source, target = pair(language=language)
    before = meta(client, target)
    assert (before["is_current"], before["notice"], before["changed"]) == (True, None, [])
    source = change(source, summary=f"{source.summary} Corrected.")
    assert fresh(target).live
    after = meta(client, target)
    first, second = source.approvals.order_by("id")
    assert after["is_current"] is False
    assert after["changed"] == ["summary"]
    assert after["source_fingerprint"] == first.fingerprint
    assert after["notice"].startswith(notice)
    assert after["outdated_since"][:19] == second.activated_at.isoformat()[:19]
    assert outdated(target)[0]["taken_offline"] is False
    assert meta(client, source) is None


def test_a_renewal_of_the_source_changes_nothing(client: Any) -> None:
    source, target = pair()
    publish(fresh(source))
    assert source.approvals.count() == 2
    assert fresh(target).live
    assert meta(client, target)["is_current"] is True
    assert outdated(target) == []
    assert mails() == []
    assert not SourceChange.objects.exists()


def test_what_nobody_reads_is_no_change(client: Any, settings: Any) -> None:
    settings.PAGES = {"STALE_TRANSLATION": {"default": "unpublish"}}
    source, target = pair()
    change(source, listed_references=[("reference", a_reference())])
    first, second = source.approvals.all()
    assert first.row_fingerprint != second.row_fingerprint
    assert fresh(target).live
    assert meta(client, target)["is_current"] is True
    assert outdated(target) == []


def test_what_is_the_same_in_every_language_keeps_it_public(client: Any, settings: Any) -> None:
    settings.PAGES = {"STALE_TRANSLATION": {"default": "unpublish"}}
    source, target = pair()
    author = Person.objects.create(name="Bea Autora", is_author=True, languages=["en"])
    change(source, author=author)
    assert fresh(target).live
    assert meta(client, target)["is_current"] is False
    assert meta(client, target)["changed"] == ["author"]


def test_a_page_that_goes_live_for_the_first_time_has_not_changed() -> None:
    source = published()
    assert outdated(source) == []
    _source, target = pair()
    assert outdated(target) == []
    assert mails() == []


def test_a_second_change_is_news_and_its_renewal_is_not(client: Any) -> None:
    source, target = pair()
    source = change(source, summary="Second.")
    source = change(source, causes="<p>Third.</p>")
    publish(fresh(source))
    assert [entry["changed"] for entry in outdated(target)] == [["summary"], ["summary", "causes"]]
    assert meta(client, target)["changed"] == ["summary", "causes"]


def test_a_text_that_comes_back_makes_the_translation_current_again(client: Any) -> None:
    source, target = pair()
    before = source.summary
    source = change(source, summary="Second.")
    since = meta(client, target)["outdated_since"]
    source = change(source, summary=before)
    assert meta(client, target)["is_current"] is True
    assert meta(client, target)["outdated_since"] is None
    source = change(source, summary="Second.")
    assert meta(client, target)["outdated_since"] > since
    assert len(outdated(target)) == 2
    assert SourceChange.objects.count() == 1


def test_a_translation_that_renders_the_new_text_already_stays(client: Any) -> None:
    source, target = pair()
    source = fresh(source)
    source.urgent_care = "<p>Seek help today.</p>"
    # Signed now, and public at its time.
    source.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    source = publish(source)
    assert "today" not in source.urgent_care
    scheduled = source.revisions.get(approved_go_live_at__isnull=False)
    translation = Translation.objects.get(source__object_id=source.translation_key)
    content = scheduled.as_object()
    translation.source.content_json = json.dumps(content.serializable_data(), cls=DjangoJSONEncoder)
    translation.source.save()
    renewed = fresh(target)
    renewed.urgent_care = "<p>Busque ayuda hoy.</p>"
    publish(renewed)
    ahead = meta(client, target)
    assert ahead["is_current"] is False
    assert ahead["outdated_since"] is None
    assert ahead["notice"] == (
        "La página en inglés no es pública con el texto que aquí se traduce."
    )
    moment = timezone.now() - datetime.timedelta(hours=1)
    scheduled.content["go_live_at"] = moment.isoformat()
    scheduled.approved_go_live_at = moment
    scheduled.save()
    call_command("publish_scheduled", stdout=io.StringIO())
    assert "today" in fresh(source).urgent_care
    assert fresh(target).live
    assert meta(client, target)["is_current"] is True
    assert outdated(target) == []


def test_publication_of_the_source_that_fails_leaves_the_translation_public(
    monkeypatch: Any,
) -> None:
    source, target = pair()

    class Fails:
        def went_live(self, page: Any, *, now: Any) -> None:
            raise PublicationRefused(message="Not today.")

        def left_public(self, page: Any, *, now: Any, reason: str) -> None:
            pass

    monkeypatch.setattr(registry, "_effects", [*registry.effects(), Fails()])
    with pytest.raises(PublicationRefused), transaction.atomic():
        change(source, urgent_care="<p>Seek help today.</p>")
    assert fresh(target).live
    assert outdated(target) == []
    assert mails() == []


def test_a_refused_unpublication_does_not_undo_the_publication_of_the_source(
    monkeypatch: Any,
) -> None:
    source, target = pair()

    class KeepsSpanish:
        def went_live(self, page: Any, *, now: Any) -> None:
            pass

        def left_public(self, page: Any, *, now: Any, reason: str) -> None:
            raise PublicationRefused(message="Spanish stays.")

    monkeypatch.setattr(registry, "_effects", [*registry.effects(), KeepsSpanish()])
    source = change(source, urgent_care="<p>Seek help today.</p>")
    assert "today" in fresh(source).urgent_care
    assert fresh(target).live
    assert PublishedDocument.objects.filter(page_id=target.pk).exists()
    [entry] = outdated(target)
    assert entry["taken_offline"] is False
    assert entry["reasons"] == ["Spanish stays."]
    monkeypatch.undo()
    found = [one for one in verify() if one.page_id == target.pk]
    assert [(one.code, one.severity) for one in found] == [("translation.outdated", "drift")]
    with pytest.raises(SystemExit):
        call_command("verify_publications", stdout=io.StringIO())


def test_by_policy_even_a_change_of_safety_keeps_it_and_the_notice_says_so(
    client: Any, settings: Any
) -> None:
    settings.PAGES = {"STALE_TRANSLATION": {"safety": "keep"}}
    source, target = pair()
    change(source, urgent_care="<p>Seek help today.</p>", summary="Second.")
    assert fresh(target).live
    answer = meta(client, target)
    assert answer["changed"] == ["urgent_care", "summary"]
    assert "seguridad" in answer["notice"]
    codes = {(one.code, one.severity) for one in verify() if one.page_id == target.pk}
    assert codes == {("translation.behind", "notice")}


def test_a_site_of_its_own_has_a_policy_of_its_own(settings: Any) -> None:
    settings.PAGES = {
        "STALE_TRANSLATION": {
            "safety": "keep",
            "sites": {"strict.example.org": {"default": "unpublish"}},
        }
    }
    source, target = pair()
    home = fresh(target).get_ancestors().get(depth=2)
    Site.objects.exclude(root_page=home).delete()
    Site.objects.update_or_create(
        root_page=home, defaults={"hostname": "strict.example.org", "is_default_site": True}
    )
    Site.clear_site_root_paths_cache()
    source = change(source, summary="Second.")
    assert not fresh(target).live
    assert outdated(target)[0]["policy"] == "unpublish"


def test_a_dose_is_a_matter_of_safety_wherever_it_stands() -> None:
    source, target = pair("procedure")
    source = change(source, recovery="<p>Take 10 mg twice a day.</p>")
    assert fresh(target).live is False
    renewed = fresh(target)
    with pytest.raises(PublicationRefused):
        renewed.get_latest_revision().publish()


def test_a_translation_of_the_earlier_text_does_not_go_live_again(client: Any) -> None:
    source, target = pair()
    signed = source.urgent_care
    source = change(source, urgent_care="<p>Seek help today.</p>")
    draft = fresh(target).get_latest_revision_as_object()
    for stage in (Stage.SUBMISSION, Stage.SIGNATURE, Stage.PUBLICATION):
        codes = {one.code for one in blockers(draft, stage=stage) if one.blocks}
        assert "translation.source_outdated" in codes
    with pytest.raises(PublicationRefused, match="earlier text"):
        fresh(target).get_latest_revision().publish()
    change(source, urgent_care=signed)
    fresh(target).get_latest_revision().publish()
    assert fresh(target).live
    assert meta(client, target)["is_current"] is True


def test_a_content_that_is_not_on_record_any_more_is_taken_for_the_worst(client: Any) -> None:
    source, target = pair()
    approval = source.approvals.get()
    source.revisions.exclude(pk=fresh(source).latest_revision_id).delete()
    approval.revision.delete()
    change(source, summary="Second.")
    assert not fresh(target).live
    assert outdated(target)[0]["changed"] is None
    assert outdated(target)[0]["is_critical"] is True
    assert not SourceChange.objects.exists()
    [currency] = currencies({target.pk: (target.translation_key, source.locale_id)}).values()
    assert currency.changes is None


def test_an_unpublished_source_leaves_its_translation_alone() -> None:
    source, target = pair()
    fresh(source).unpublish()
    assert fresh(target).live
    assert outdated(target) == []


def test_the_effect_may_run_as_often_as_it_likes() -> None:
    source, target = pair()
    source = change(source, summary="Second.")
    for _again in range(2):
        TranslationsFollow().went_live(source, now=timezone.now())
    assert len(outdated(target)) == 1
    assert len({payload["user"] for payload in mails()}) == len(mails())


def test_translators_of_the_language_are_told_by_mail() -> None:
    source, target = pair()
    told, not_told, closed = make_user(), make_user(), make_user(is_active=False)
    Person.objects.create(name="T", is_translator=True, languages=["es"], user=told)
    Person.objects.create(name="U", is_translator=True, languages=["en"], user=not_told)
    Person.objects.create(name="V", is_translator=True, languages=["es"], user=closed)
    change(source, summary="Second.")
    users = {payload["user"] for payload in mails()}
    assert told.pk in users
    assert not {not_told.pk, closed.pk} & users
    facts = mails()[0]["facts"]
    assert mail_about_outdated(facts)["changed"] == ["Summary"]
    fresh(target).unpublish()
    with pytest.raises(Moot):
        mail_about_outdated(facts)
    Page.objects.get(pk=target.pk).delete()
    with pytest.raises(Moot):
        mail_about_outdated(facts)


@pytest.mark.parametrize(
    ("language", "offline", "field"),
    [
        ("en", "taken offline", "When to seek urgent care"),
        ("es", "dejó de estar publicada", "Cuándo buscar atención urgente"),
    ],
)
def test_the_mail_reads_well_in_both_languages(
    language: str, offline: str, field: str, mailoutbox: Any
) -> None:
    source, _target = pair()
    user = make_user(email="t@example.org")
    Person.objects.create(name="T", is_translator=True, languages=["es"], user=user)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    change(source, urgent_care="<p>Seek help today.</p>")
    deliver_mail(next(payload for payload in mails() if payload["user"] == user.pk))
    [mail] = [each for each in mailoutbox if each.to == ["t@example.org"]]
    assert offline in mail.body
    assert field in mail.body
    assert "today" not in mail.subject + mail.body


def test_every_procedure_page_states_what_its_safety_depends_on() -> None:
    assert set(ProcedurePage.safety_critical_fields) == {"risks", "adverse_effects"}
    assert ConditionPage.safety_critical_fields == ("urgent_care",)
