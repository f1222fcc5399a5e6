from hypothesis import given
from hypothesis import strategies as st
from wagtail.models.sites import SiteRootPath

from pages.delivery.addresses import Place
from pages.delivery.redirects.planning import LONGEST_PATH, Moving, Plan, plan_of

ROOTS = (
    SiteRootPath(1, "/en/", "https://cms.example", "en"),
    SiteRootPath(1, "/es/", "https://cms.example", "es"),
    SiteRootPath(2, "/shop/", "https://shop.example", "en"),
)


def page(primary_key: int, url_path: str, *, live: bool = True, public: bool = True) -> Moving:
    return Moving(page_id=primary_key, url_path=url_path, is_live=live, was_public=public)


def test_every_page_that_moves_leaves_its_own_address_behind() -> None:
    plan = plan_of(
        [page(1, "/en/a/"), page(2, "/en/a/b/")], before="/en/a/", after="/en/z/", roots=ROOTS
    )

    assert plan.left == {Place(1, "/en/a/"): 1, Place(1, "/en/a/b/"): 2}
    assert plan.taken == {Place(1, "/en/z/"), Place(1, "/en/z/b/")}


def test_a_page_that_never_was_public_leaves_nothing() -> None:
    plan = plan_of(
        [page(1, "/en/a/", live=False, public=False)],
        before="/en/a/",
        after="/en/z/",
        roots=ROOTS,
    )

    assert plan == Plan(left={}, taken=frozenset())


def test_another_slug_of_a_home_page_changes_no_address() -> None:
    plan = plan_of(
        [page(1, "/es/"), page(2, "/es/a/")], before="/es/", after="/spanish/", roots=ROOTS
    )

    assert plan == Plan(left={}, taken=frozenset())


def test_a_page_that_goes_to_another_site_leaves_nothing() -> None:
    plan = plan_of([page(1, "/en/a/")], before="/en/a/", after="/shop/b/", roots=ROOTS)

    assert plan.left == {}
    assert plan.taken == {Place(2, "/en/b/")}


def test_a_page_that_leaves_every_site_leaves_nothing() -> None:
    plan = plan_of([page(1, "/en/a/")], before="/en/a/", after="/attic/a/", roots=ROOTS)

    assert plan == Plan(left={}, taken=frozenset())


def test_an_address_too_long_to_be_stored_is_left_out() -> None:
    deep = "/en/" + "x" * LONGEST_PATH + "/"
    plan = plan_of([page(1, deep)], before=deep, after="/en/z/", roots=ROOTS)

    assert plan.left == {}
    assert plan.taken == {Place(1, "/en/z/")}


slugs = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3)


@given(slugs, slugs, st.lists(slugs, max_size=5, unique_by=tuple))
def test_nothing_ever_leads_away_from_where_a_live_page_has_come(old, new, below) -> None:
    before, after = (f"/en/{'/'.join(path)}/" for path in (old, new))
    pages = [page(0, before)] + [
        page(number, f"{before}{'/'.join(path)}/") for number, path in enumerate(below, start=1)
    ]

    plan = plan_of(pages, before=before, after=after, roots=ROOTS)

    assert plan.taken.isdisjoint(plan.left)
    assert len(plan.taken) == (0 if before == after else len(pages))
