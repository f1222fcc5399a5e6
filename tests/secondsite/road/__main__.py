"""The whole road on the second site, from its first account to a page that is withdrawn.

``python -m road clinic.settings.dev seen.json`` in the project's folder writes what the public read
after each step.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = sys.argv[1]
django.setup()

from django.core.management import call_command  # noqa: E402 - they need the settings
from django.urls import reverse  # noqa: E402

import pages  # noqa: E402
from pages.models import ConditionIndexPage, ConditionPage, Person  # noqa: E402

from .condition import in_spanish, typed_in_english  # noqa: E402
from .people import bring_people, sign_disclaimers  # noqa: E402
from .public import statuses, what_the_public_reads  # noqa: E402
from .visitor import PASSWORD, Visitor  # noqa: E402


def add_reference(editor: Visitor) -> str:
    """Add a publication to the library; return the key that the citation dialog finds."""
    editor.open(reverse("wagtailsnippets_pages_reference:add"))
    editor.press(
        "#w-editor-form .action-save",
        authors="Dalbeth, Nicola",
        title="Gout: a review of many patients",
        container_title="The Lancet",
        year="2021",
        volume="397",
        pages="1843-1855",
    )
    editor.expect("created")
    found = editor.client.get(reverse("pages_citations_search"), {"q": "dalbeth"}).json()["items"]
    [key] = [item["key"] for item in found]
    return str(key)


def write(editor: Visitor, key: str) -> None:
    """Write the English page and save it as a draft."""
    index = ConditionIndexPage.objects.get(locale__language_code="en")
    author = Person.objects.get(is_author=True)
    editor.open(reverse("wagtailadmin_pages:add", args=["pages", "conditionpage", index.pk]))
    typed = typed_in_english(author=str(author.pk), key=key)
    editor.press("#page-edit-form .action-save", **typed)
    editor.expect("created")


def submit(editor: Visitor, key: str) -> None:
    """Open the draft again and submit it."""
    page = ConditionPage.objects.get()
    editor.open(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    typed = typed_in_english(author=str(page.get_latest_revision_as_object().author_id), key=key)
    editor.press("#page-edit-form button[name=action-submit]", **typed)
    editor.expect("submitted")


def is_refused(editor: Visitor) -> None:
    """See that who wrote the page is not asked to sign it."""
    review = ConditionPage.objects.get().current_workflow_task_state
    editor.open(reverse("pages_review:review", args=[review.pk]))
    assert not editor.shown.select(".firma-sign-form")


def open_review(reviewer: Visitor) -> None:
    """Open the one page that waits."""
    reviewer.open(reverse("pages_review:queue"))
    reviewer.follow("main .listing .title a")
    reviewer.expect("I sign this statement")


def sign(reviewer: Visitor, *, language: str) -> None:
    """Sign it with the account's password; the language is called as the settings call it."""
    open_review(reviewer)
    reviewer.press(".firma-sign-form button", confirm="on", password=PASSWORD)
    reviewer.expect(f"It is live in {language}")


def translate(translator: Visitor) -> None:
    """Start the translation from the desk and write every segment."""
    translator.open(reverse("firma_translation:worklist"))
    translator.press("button[formaction*='/start/']")
    rows = translator.shown.select("[data-firma-segment]")
    assert rows
    for row in rows:
        source = row.select_one("[data-firma-source]")
        assert source is not None
        text = in_spanish(str(source["data-firma-source"]))
        answer = translator.tell(str(row["data-firma-segment"]), text=text, base="")
        assert answer["state"] == "translated", (text, answer)


def submit_translation(translator: Visitor) -> None:
    """Hand the translation to the reviewers."""
    translator.open(translator.address)
    translator.press("button[name=firma-submit-for-review]")
    translator.expect("has been submitted for medical review")


def withdraw(reviewer: Visitor, *, title: str) -> None:
    """Take the approval of a page back, from the list of signed pages."""
    reviewer.open(f"{reverse('pages_review:signed')}?q={title}")
    reviewer.follow("main a[href*='/withdraw/']")
    reviewer.press(".firma-withdraw form button", reason="A newer study says otherwise.")
    reviewer.expect("is no longer public")


def walk() -> dict[str, object]:
    """Walk the road, and look after each step."""
    public: dict[str, object] = {}
    call_command("check", fail_level="WARNING")
    bring_people()
    sign_disclaimers()

    editor = Visitor("editor")
    key = add_reference(editor)
    write(editor, key)
    public["written"] = what_the_public_reads()
    submit(editor, key)
    public["submitted"] = what_the_public_reads()
    is_refused(editor)

    reviewer = Visitor("reviewer")
    open_review(reviewer)
    reviewer.press(".firma-sign-form button", confirm="on", password="a guess")
    reviewer.expect("The password is not right")
    public["signed with a wrong password"] = what_the_public_reads()
    sign(reviewer, language="English")
    public["signed in English"] = what_the_public_reads()

    translator = Visitor("translator")
    translate(translator)
    public["translated"] = what_the_public_reads()
    submit_translation(translator)
    public["translation submitted"] = what_the_public_reads()
    sign(Visitor("reviewer2"), language="Español")
    public["signed in Spanish"] = what_the_public_reads()
    own = statuses("/conditions/gout/", "/search/?query=gout", "/django-admin/login/")

    withdraw(reviewer, title="Gout")
    public["withdrawn in English"] = what_the_public_reads()
    withdraw(reviewer, title="Gota")
    public["withdrawn in both"] = what_the_public_reads()

    for timer in ("publish_scheduled", "deliver_outbox", "expire_reviews", "verify_publications"):
        call_command(timer)
    return {"plugin": pages.__file__, "public": public, "own": own}


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(walk()), encoding="utf-8")
