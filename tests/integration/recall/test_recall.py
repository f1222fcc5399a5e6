"""A publication is found to be retracted."""

import datetime
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.users.models import UserProfile

from pages.citations.models import PRIVATE_FIELDS, Reference
from pages.delivery.recall import ChangeStatus, RecallRefused, mail_about_recall, pages_citing
from pages.ledger.models import LedgerEntry
from pages.outbox import Moot
from pages.outbox.mail import deliver_mail
from pages.outbox.models import OutboxMessage
from pages.publishing import blockers
from pages.review import fingerprint
from tests.factories.citations import ReferenceFactory
from tests.factories.content import a_reference
from tests.factories.delivery import draft, published, translated
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db


def retract(reference: Reference, **more: Any) -> Any:
    arguments = {"status": "retracted", "source": "doi:10.1000/notice"} | more
    return ChangeStatus(reference_id=reference.pk, **arguments).execute()


def answer(client: Any, page: Any) -> Any:
    return client.get(f"/api/v2/pages/{page.pk}/")


def actions(page: Any = None) -> list[str]:
    entries = LedgerEntry.objects.filter(page_id=page.pk if page else None).order_by("id")
    return [entry.action for entry in entries if entry.action.startswith(("evid", "ref"))]


def test_every_page_in_every_language_is_called_in_and_the_public_is_told_at_once(
    client: Any,
) -> None:
    page = published(title="Gout")
    spanish = translated(page)
    unpublished = draft(title="Only a draft")
    signed = fingerprint(page)
    changed = retract(a_reference(), date=datetime.date(2020, 2, 14))
    assert [(each.page_id, each.language, each.is_public) for each in changed.pages] == [
        (page.pk, "en", True),
        (spanish.pk, "es", True),
        (unpublished.pk, "en", False),
    ]
    for public in (page, spanish):
        [entry] = answer(client, public).json()["references"]
        assert entry["retracted"] is True
        assert "reference.retracted" in {each.code for each in blockers(public)}
        assert actions(public) == ["evidence.recalled"]
    assert actions() == ["reference.status_changed"]
    assert LedgerEntry.objects.get(action="reference.status_changed").data == {
        "reference": a_reference().key,
        "before": "unknown",
        "after": "retracted",
        "source": "doi:10.1000/notice",
        "date": "2020-02-14",
    }
    # What a reviewer signed has not changed by it.
    assert fingerprint(page) == signed


def test_those_who_answer_for_a_page_are_told_by_mail() -> None:
    page = published(title="Gout")
    before = set(OutboxMessage.objects.values_list("pk", flat=True))
    reference = a_reference()
    retract(reference)
    mails = OutboxMessage.objects.exclude(pk__in=before)
    assert mails.exists()
    payload = mails[0].payload
    assert payload["template"] == "evidence_recalled"
    facts = mail_about_recall(payload["facts"])
    assert (facts["title"], facts["source"]) == ("Gout", "doi:10.1000/notice")
    assert (facts["is_public"], facts["taken_offline"]) == (True, False)
    assert payload["facts"]["page"] == page.pk
    retract(reference, status="none")
    with pytest.raises(Moot):
        mail_about_recall(payload["facts"])


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_mail_reads_well_in_both_languages(
    language: str, settings: Any, mailoutbox: Any
) -> None:
    settings.PAGES = {"RETRACTION_POLICY": {"pages.ConditionPage": "unpublish"}}
    published(title="Gout")
    user = make_user(email="a@example.org")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    retract(a_reference(), date=datetime.date(2020, 2, 14))
    payload = OutboxMessage.objects.filter(payload__template="evidence_recalled")[0].payload
    deliver_mail({**payload, "user": user.pk})
    [mail] = [each for each in mailoutbox if each.to == ["a@example.org"]]
    words = {"en": "taken offline", "es": "dejó de estar publicada"}[language]
    assert words in mail.body
    assert "A study that was never done" in mail.body


def test_by_policy_public_pages_are_taken_offline_and_it_is_written_down(
    client: Any, settings: Any
) -> None:
    settings.PAGES = {"RETRACTION_POLICY": {"pages.ConditionPage": "unpublish"}}
    page, kept = published(title="Gout"), published("procedure")
    unpublished = draft(title="Only a draft")
    changed = retract(a_reference())
    assert {each.page_id: each.taken_offline for each in changed.pages} == {
        page.pk: True,
        kept.pk: False,
        unpublished.pk: False,
    }
    assert answer(client, page).status_code == 404
    assert answer(client, kept).status_code == 200
    assert actions(page) == ["evidence.recalled", "evidence.taken_offline"]
    page.refresh_from_db()
    assert page.live is False


def test_a_page_that_cites_something_else_is_left_alone() -> None:
    page = published()
    assert retract(ReferenceFactory()).pages == []
    assert actions(page) == []
    assert [each.pk for each, _public in pages_citing(a_reference())] == [page.pk]


@pytest.mark.parametrize("status", ["none", "corrected", "concern"])
def test_other_notices_are_written_down_and_call_nobody_in(status: str) -> None:
    published()
    assert retract(a_reference(), status=status).pages == []
    assert actions() == ["reference.status_changed"]
    assert a_reference().retraction_source == "doi:10.1000/notice"


def test_the_same_news_twice_is_no_news() -> None:
    published()
    retract(a_reference())
    assert retract(a_reference()).pages == []
    assert retract(a_reference(), source="elsewhere").pages == []
    assert actions() == ["reference.status_changed"] * 2


def test_an_unknown_status_is_refused() -> None:
    with pytest.raises(RecallRefused, match="no status"):
        retract(a_reference(), status="gone")


def test_if_a_page_cannot_be_taken_offline_nothing_has_changed(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(page: Any) -> None:
        raise RuntimeError

    settings.PAGES = {"RETRACTION_POLICY": {"pages.ConditionPage": "unpublish"}}
    published()
    reference = a_reference()
    monkeypatch.setattr("pages.delivery.recall.take_offline", fails)
    with pytest.raises(RuntimeError):
        retract(reference)
    reference.refresh_from_db()
    assert reference.retraction_status == "unknown"
    assert actions() == []


def test_what_editors_find_out_about_a_study_is_neither_signed_nor_public(client: Any) -> None:
    page = published()
    reference = a_reference()
    signed = reference.signed_data()
    reference.evidence_level = 2
    reference.study_design = "cohort"
    reference.funding = "Secret funder"
    reference.save()
    assert reference.signed_data() == signed
    assert "Secret funder" not in answer(client, page).content.decode()
    assert "Secret funder" not in json.dumps(reference.to_csl())
    assert {"funding", "conflicts", "retraction_source"} <= PRIVATE_FIELDS


def form_data(reference: Reference, **changes: str) -> dict[str, Any]:
    return {
        "csl_type": reference.csl_type,
        "authors": "Inventado, I.",
        "editors": "",
        "title": reference.title,
        "container_title": reference.container_title,
        "volume": reference.volume,
        "pages": reference.pages,
        "year": reference.year or "",
        "retraction_status": reference.retraction_status,
        "note": "",
    } | changes


def test_in_the_admin_the_pages_are_named_when_a_reference_is_marked(client: Any) -> None:
    page = published(title="Gout <b>")
    reference = a_reference()
    user = make_user(is_superuser=True)
    client.force_login(user)
    address = reverse("wagtailsnippets_pages_reference:edit", args=[reference.pk])
    response = client.post(
        address,
        form_data(
            reference,
            title="Another title",
            retraction_status="retracted",
            retraction_source="doi:10.1000/notice",
            retraction_date="2020-02-14",
            evidence_level="2",
        ),
    )
    assert response.status_code == 302
    reference.refresh_from_db()
    assert (reference.title, reference.retraction_status, reference.evidence_level) == (
        "Another title",
        "retracted",
        2,
    )
    assert reference.retraction_date == datetime.date(2020, 2, 14)
    text = " ".join(str(each) for each in get_messages(response.wsgi_request))
    assert "was marked as retracted" in text
    assert "Gout &lt;b&gt;" in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    entry = LedgerEntry.objects.get(action="reference.status_changed")
    assert (entry.actor_id, entry.data["before"]) == (user.pk, "unknown")
    history = client.get(reverse("pages_review:history", args=[page.pk])).content.decode()
    assert "A publication that the page cites was retracted" in history


def test_saving_a_reference_without_news_writes_nothing_down(client: Any) -> None:
    reference = a_reference()
    client.force_login(make_user(is_superuser=True))
    address = reverse("wagtailsnippets_pages_reference:edit", args=[reference.pk])
    assert client.post(address, form_data(reference, note="x")).status_code == 302
    assert actions() == []


LIST = (
    "Record ID,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,"
    "RetractionNature\n"
    "1,2/14/2020 0:00,10.1000/Notice,10.1000/CITED,0,Retraction\n"
    "2,2/14/2020 0:00,10.1000/n2,unavailable,12,Expression of concern\n"
    "3,2/14/2020 0:00,10.1000/n3,10.1000/unknown,0,Retraction\n"
)


def run(path: Path, *options: str) -> tuple[dict[str, Any], int]:
    out = io.StringIO()
    try:
        call_command("import_retractions", str(path), "--format", "json", *options, stdout=out)
    except CommandError as error:
        return json.loads(out.getvalue() or "{}"), error.returncode
    return json.loads(out.getvalue()), 0


@pytest.mark.parametrize("dry", [True, False])
def test_a_list_of_retractions_is_applied_to_the_library(tmp_path: Path, dry: bool) -> None:
    cited = a_reference()
    Reference.objects.filter(pk=cited.pk).update(doi="10.1000/cited")
    concerned = ReferenceFactory(pmid="12")
    untouched = ReferenceFactory(doi="10.1000/fine")
    page = published(title="Gout")
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8-sig")
    report, code = run(path, *(["--dry-run"] if dry else []))
    assert code == 1
    assert report["references"] == [
        {
            "key": cited.key,
            "before": "unknown",
            "after": "retracted",
            "line": 2,
            "source": "doi:10.1000/notice",
            "date": "2020-02-14",
            "pages": [
                {
                    "id": page.pk,
                    "title": "Gout",
                    "locale": "en",
                    "is_public": True,
                    "taken_offline": False,
                }
            ],
        },
        {
            "key": concerned.key,
            "before": "unknown",
            "after": "concern",
            "line": 3,
            "source": "doi:10.1000/n2",
            "date": "2020-02-14",
            "pages": [],
        },
    ]
    statuses = [
        Reference.objects.get(pk=each.pk).retraction_status
        for each in (cited, concerned, untouched)
    ]
    expected = ["unknown"] * 3 if dry else ["retracted", "concern", "unknown"]
    assert statuses == expected
    if not dry:
        assert run(path) == ({"dry_run": False, "references": []}, 0)


@pytest.mark.parametrize(
    ("data", "code"), [(None, 2), (b"a,b\n1,2\n", 1), ("Señal".encode("latin-1"), 1)]
)
def test_other_files_are_refused_with_their_exit_code(
    tmp_path: Path, data: bytes | None, code: int
) -> None:
    path = tmp_path / "list.csv"
    if data is not None:
        path.write_bytes(data)
    assert run(path) == ({}, code)


def test_the_report_for_people_names_references_and_pages(tmp_path: Path) -> None:
    ReferenceFactory(key="smolen-2016", doi="10.1000/cited")
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    out = io.StringIO()
    call_command("import_retractions", str(path), stdout=out)
    assert out.getvalue().splitlines() == [
        "smolen-2016: Retracted (doi:10.1000/notice)",
        "1 reference has a new status.",
    ]


def test_a_page_that_comes_to_cite_the_reference_meanwhile_is_called_in_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = published(title="Gout")
    looked: list[int] = []

    def citing(reference: Reference) -> Any:
        looked.append(reference.pk)
        # Nobody cites it when its pages are locked for the first time.
        return [] if len(looked) == 1 else pages_citing(reference)

    monkeypatch.setattr("pages.delivery.recall.pages_citing", citing)
    changed = retract(a_reference())
    assert [each.page_id for each in changed.pages] == [page.pk]
    assert actions(page) == ["evidence.recalled"]
