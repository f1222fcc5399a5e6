"""How a page gets into each state that the matrix tries to publish it from, the real way."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import APIToken

from pages.content.condition import ConditionPage
from pages.publishing import guards
from pages.review.models import Approval
from pages.review.withdrawal import Withdraw
from tests.factories.content import a_reference, an_author
from tests.factories.disclaimers import disclaimers_in
from tests.factories.navigation import a_profile
from tests.factories.review import make_reviewer, make_user, sign, submit
from tests.matrix import translations
from tests.matrix.cases import LANGUAGES, Case, Site, index_of
from tests.matrix.reading import read
from tests.matrix.words import OUTDATED, SIGNED, UNSIGNED, write

Reach = Callable[[Site, Case], None]


def make_site() -> Site:
    """Set up both languages, everybody who acts, and a page in every state in each language."""
    call_command("setup_pages", verbosity=0)
    for language in LANGUAGES:
        disclaimers_in(language, "medical-information")
    superuser = make_user("superuser", is_superuser=True)
    site = Site(
        superuser=superuser,
        translator=make_user("translator"),
        author=_author(),
        reviewer=make_reviewer("reviewer"),
        reviewer_of={
            language: make_reviewer(f"reviewer_{language}", languages=(language,))
            for language in LANGUAGES
        },
        token=APIToken.create_token(user=superuser, name="matrix")[1],
    )
    an_author()
    a_reference()
    site.log_in()
    for language in LANGUAGES:
        for state, reach in STATES.items():
            case = Case(state=state, language=language, page_id=_new_page(site, language, state))
            reach(site, case)
            site.cases[language, state] = case
        for state in TRANSLATED:
            case = translations.start(site, state=state, language=language)
            STATES[state](site, case)
            site.translations[language, state] = case
    _lead_to_every_page(site)
    _settle([*site.cases.values(), *site.translations.values()])
    return site


def _lead_to_every_page(site: Site) -> None:
    """Put every page into a menu, public or not: a menu leads to what is public alone."""
    main, footer = (
        [
            case.page()
            for case in (*site.cases.values(), *site.translations.values())
            if case.language == language
        ]
        for language in LANGUAGES
    )
    a_profile(*main, footer=footer)


def _settle(cases: list[Case]) -> None:
    """Let the signatures of overdue pages end, and note what may be public of each case."""
    ended = [case.page_id for case in cases if case.state in ENDED]
    # PostgreSQL would not let go of the guards while foreign keys wait to be checked.
    connection.check_constraints()
    with guards.suspended():
        Approval.objects.filter(page__in=ended).update(
            expires_at=timezone.now() - datetime.timedelta(minutes=1)
        )
    contents = read().contents
    for case in cases:
        case.is_public = case.page_id in contents
        if case.is_public:
            case.allowed = frozenset({contents[case.page_id]})


def _author() -> Any:
    author = make_reviewer("author")
    author.is_superuser = True
    author.save()
    return author


def _new_page(site: Site, language: str, state: str) -> int:
    index = index_of(language)
    page = ConditionPage(
        title=f"New {state} {language}",
        slug=f"{state}-{language}",
        locale=index.locale,
        author=an_author(),
        owner=site.author,
    )
    index.add_child(instance=page)
    return int(page.pk)


def draft(site: Site, case: Case, word: str) -> None:
    """Save a draft with the word in everything, as the editor does."""
    case.word = word
    if case.translation:
        translations.translate(case, word, user=site.translator)
        translations.save(case, user=site.translator)
        return
    page = case.draft()
    write(page, word, name=case.name)
    if not page.live:
        page.save(clean=False)
    page.save_revision(user=site.author)


def sign_draft(site: Site, case: Case) -> None:
    """Submit and sign the latest draft, which goes live by it."""
    if case.translation:
        translations.submit(case, user=site.translator)
    else:
        submit(case.draft(), site.author)
    sign(case.page(), site.reviewer)


def signed(site: Site, case: Case, word: str) -> None:
    """Write, submit and sign."""
    draft(site, case, word)
    sign_draft(site, case)


def unapproved(site: Site, case: Case) -> None:
    draft(site, case, UNSIGNED)


def changed(site: Site, case: Case) -> None:
    signed(site, case, SIGNED)
    draft(site, case, UNSIGNED)


def active(site: Site, case: Case) -> None:
    signed(site, case, SIGNED)
    case.may_go_public = True


def offline(site: Site, case: Case) -> None:
    active(site, case)
    case.allowed = frozenset({read().contents[case.page_id]})
    case.page().unpublish()


def superseded(site: Site, case: Case) -> None:
    signed(site, case, OUTDATED)
    signed(site, case, SIGNED)
    # Somebody goes back to the older text in the editor.
    draft(site, case, OUTDATED)


def withdrawn(site: Site, case: Case) -> None:
    signed(site, case, OUTDATED)
    approval = Approval.objects.get(page=case.page_id)
    Withdraw(approval_id=approval.pk, user=site.reviewer).execute(reason="It is wrong.")


def overdue(site: Site, case: Case) -> None:
    signed(site, case, SIGNED)


def expired(site: Site, case: Case) -> None:
    signed(site, case, OUTDATED)
    case.page().unpublish()


STATES: dict[str, Reach] = {
    "unapproved": unapproved,
    "changed": changed,
    "active": active,
    "offline": offline,
    "superseded": superseded,
    "withdrawn": withdrawn,
    "overdue": overdue,
    "expired": expired,
}
"""The states of a page, each with the way into it.

``changed`` is public as signed, with a draft that nobody signed; ``active`` is signed and public;
``offline`` was unpublished since; ``superseded`` is public with newer content, and its draft goes
back to the older; ``withdrawn`` had its signature taken back; the signature of ``overdue`` has
ended while it was public, that of ``expired`` after it was unpublished.
"""

ENDED = ("overdue", "expired")

TRANSLATED = ("unapproved", "changed", "active", "superseded", "withdrawn", "expired")
"""The states from which wagtail-localize's own ways are tried."""
