"""``python -m tests.load.publisher``: changes what is public, through real actions.

It is the only writer. After every deed it reads from the database what is public now and writes
what has changed as a line of JSON, with the moments before and after the deed. A deed that fails
half way, since the database went away, is seen in the same way: by what it left behind.

It ends when its input does.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import select
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import django


def main() -> None:
    """Publish until the input ends."""
    parser = argparse.ArgumentParser(prog="publisher")
    parser.add_argument("--rate", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    django.setup()
    Publisher(seed=options.seed).run(pause=1 / options.rate)


def say(**words: Any) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


class Publisher:
    """The one who changes pages."""

    def __init__(self, *, seed: int) -> None:
        """Read what is public at the beginning."""
        self._chance = random.Random(seed)
        self._marks = ("".join(letters) for letters in itertools.product("bcdfg", repeat=6))
        self._known: dict[tuple[Any, ...], Any] = {}
        self._done: Counter[str] = Counter()
        self._pages: list[int] = []
        self._former: dict[str, int] = {}
        self._make_places()
        self._make_sources()
        self._write_down(began=time.monotonic())
        self._fewest = len(self._pages) // 2

    def run(self, *, pause: float) -> None:
        """Do one deed after the other until the input ends."""
        from django.db import connections

        say(event="ready", parents=self._parents())
        following = time.monotonic()
        while not select.select([sys.stdin], [], [], max(0.0, following - time.monotonic()))[0]:
            following = max(following + pause, time.monotonic())
            deed = self._chance.choices(*zip(*self._deeds(), strict=True))[0]
            began = time.monotonic()
            result = self._try(deed)
            while not self._written_down(began=began):
                connections.close_all()
                time.sleep(0.1)
            self._done[f"{deed.__name__.strip('_')} {result}"] += 1
        say(event="ended", deeds=dict(self._done))

    def _deeds(self) -> list[tuple[Callable[[], None], int]]:
        deeds = [
            (self._change, 8),
            (self._withdraw, 2),
            (self._unpublish, 3),
            (self._publish_again, 4),
            (self._move, 2),
            (self._sign_disclaimer, 1),
            (self._restrict, 2),
            (self._lift, 2),
            (self._expire, 1),
        ]
        # What is deleted does not come back, and there has to be something left to read.
        return [*deeds, (self._delete, 1)] if len(self._pages) > self._fewest else deeds

    def _try(self, deed: Callable[[], None]) -> str:
        import psycopg
        from django.core.exceptions import PermissionDenied
        from django.db import DatabaseError, InterfaceError, connections

        try:
            deed()
        except PermissionDenied as refusal:
            return f"refused ({type(refusal).__name__})"
        # Django lets the driver's own errors through where it closes a cursor, as after a deletion.
        except (DatabaseError, InterfaceError, psycopg.Error):
            connections.close_all()
            return "interrupted"
        return "done"

    def _make_places(self) -> None:
        """Give each language a second place to which pages can be moved."""
        from pages.content.index import ConditionIndexPage

        for index in list(ConditionIndexPage.objects.select_related("locale")):
            elsewhere = ConditionIndexPage(title="Elsewhere", slug="elsewhere", locale=index.locale)
            index.get_parent().add_child(instance=elsewhere)

    def _make_sources(self) -> None:
        """Let translations know their sources, which the benchmark has no use for."""
        from wagtail_localize.models import TranslationSource

        for source in TranslationSource.objects.filter(content_json="{}"):
            TranslationSource.update_or_create_from_instance(source.get_source_instance())

    def _parents(self) -> dict[str, list[int]]:
        """Return the ids of the places where pages are, by language."""
        from pages.content.index import ConditionIndexPage

        found: dict[str, list[int]] = {}
        for index in ConditionIndexPage.objects.select_related("locale").order_by("pk"):
            found.setdefault(index.locale.language_code, []).append(index.pk)
        return found

    # Deeds

    def _change(self) -> None:
        """Write, submit and sign a page, whatever state it is in."""
        page = self._any()
        mark = next(self._marks)
        page.summary = f"What to know, and whom to ask [{mark}]."
        body = list(page.body.raw_data)
        body[0]["value"]["heading"] = f"About this [{mark}]"
        page.body = page._meta.get_field("body").to_python(json.dumps(body))
        self._sign(page, mark)

    def _sign(self, page: Any, mark: str) -> None:
        from pages.review import fingerprint
        from tests.factories.delivery import a_reviewer, an_editor
        from tests.factories.review import sign, submit

        if page.current_workflow_state is not None:
            page.current_workflow_state.cancel(user=an_editor())
        submit(page, an_editor())
        signed = fingerprint(page.get_latest_revision_as_object())
        # Said before anybody can read it.
        say(thing=["mark", page.pk, signed], state=mark, began=0, ended=0)
        sign(page, a_reviewer())

    def _withdraw(self) -> None:
        from pages.review import active_approval
        from pages.review.withdrawal import Withdraw
        from tests.factories.delivery import a_reviewer

        page = self._any(live=True)
        approval = active_approval(page)
        if approval is not None:
            Withdraw(approval_id=approval.pk, user=a_reviewer()).execute(reason="To be read again.")

    def _unpublish(self) -> None:
        self._any(live=True).unpublish()

    def _publish_again(self) -> None:
        """Publish what was signed and taken off; a page that needs a new signature is changed."""
        page = self._any(live=False)
        if page.live:
            return
        if page.latest_revision is None:
            page.save_revision()
        page.get_latest_revision().publish()

    def _move(self) -> None:
        from pages.content.index import ConditionIndexPage

        page = self._any()
        elsewhere = ConditionIndexPage.objects.filter(locale_id=page.locale_id).exclude(
            pk=page.get_parent().pk
        )
        page.move(elsewhere.get(), pos="last-child")

    def _sign_disclaimer(self) -> None:
        from pages.disclaimers.models import Disclaimer
        from tests.factories.disclaimers import reworded, sign_wording

        disclaimer = self._chance.choice(list(Disclaimer.objects.order_by("pk")))
        text = f"<p>{next(self._marks)}: ask your doctor.</p>"
        sign_wording(reworded(disclaimer, text))

    def _restrict(self) -> None:
        """Show a page only to those who are logged in."""
        from wagtail.models import PageViewRestriction

        page = self._any(live=True)
        PageViewRestriction.objects.create(page=page, restriction_type="login")

    def _lift(self) -> None:
        """Show a page to everybody again that was restricted; others may be on it still."""
        from wagtail.models import PageViewRestriction

        restrictions = list(PageViewRestriction.objects.order_by("pk"))
        if restrictions:
            self._chance.choice(restrictions).delete()

    def _expire(self) -> None:
        """Let the time of a page end, as its editor may have decided long ago."""
        from django.db import OperationalError
        from django.utils import timezone
        from wagtail.models import Page

        from pages.review.scheduling import end_what_is_over

        page = self._any(live=True)
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
        if failed := [done for done in end_what_is_over() if done.is_fault]:
            # The schedule holds its own failures back; here they are those of the database.
            raise OperationalError(failed[0].reason)

    def _delete(self) -> None:
        self._any().delete()

    def _any(self, *, live: bool | None = None) -> Any:
        from pages.content.condition import ConditionPage

        wanted = [
            page_id
            for page_id in self._pages
            if live is None or (self._known.get(("page", page_id)) is not None) == live
        ]
        return ConditionPage.objects.get(pk=self._chance.choice(wanted or self._pages))

    # What is public now

    def _written_down(self, *, began: float) -> bool:
        from django.db import DatabaseError, InterfaceError

        try:
            self._write_down(began=began)
        except (DatabaseError, InterfaceError):
            return False
        return True

    def _write_down(self, *, began: float) -> None:
        now = dict(self._public())
        ended = time.monotonic()
        for thing, state in now.items():
            if self._known.get(thing, _UNKNOWN) != state:
                say(thing=thing, state=state, began=began, ended=ended)
        for thing in self._known.keys() - now.keys():
            say(thing=thing, state=None, began=began, ended=ended)
        self._known = now

    def _public(self) -> Iterator[tuple[tuple[Any, ...], Any]]:
        """Yield what the rows and signatures say is public, without asking the API's own code."""
        from django.db import transaction
        from wagtail.models import Page, PageViewRestriction

        from pages.content.condition import ConditionPage
        from pages.delivery.addresses import html_path
        from pages.disclaimers.approvals import DisclaimerApproval
        from pages.review.models import Approval

        with transaction.atomic():
            signed = dict(
                Approval.objects.filter(
                    activated_at__isnull=False,
                    superseded_at__isnull=True,
                    withdrawn_at__isnull=True,
                ).values_list("page_id", "fingerprint")
            )
            pages = list(ConditionPage.objects.select_related("locale").order_by("pk"))
            plain = list(Page.objects.filter(live=True).exclude(pk__in=[one.pk for one in pages]))
            restricted = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
            wordings = list(
                DisclaimerApproval.objects.select_related("version__disclaimer__locale").order_by(
                    "version__version"
                )
            )
        self._pages = [page.pk for page in pages]
        parents = {page.path: page.pk for page in plain}
        for page in plain:
            yield ("plain", html_path(page)), True
        for page in pages:
            is_open = page.live and not page.path.startswith(restricted)
            state = signed.get(page.pk) if is_open else None
            path = html_path(page)
            family, language = str(page.translation_key), page.locale.language_code
            yield ("page", page.pk), state
            yield ("language", page.pk, language), True
            yield ("family", page.pk), family
            yield ("member", family, language), page.pk
            yield ("parent", page.pk), parents[page.path[: -page.steplen]]
            yield ("path", page.pk), path
            self._former[path] = page.pk
            if state is not None:
                yield ("owner", path), page.pk
        for path, page_id in self._former.items():
            yield ("former", path), page_id
        for one in wordings:
            disclaimer = one.version.disclaimer
            yield (
                ("disclaimer", disclaimer.key, disclaimer.locale.language_code),
                one.version.version,
            )


_UNKNOWN = object()


if __name__ == "__main__":
    main()
