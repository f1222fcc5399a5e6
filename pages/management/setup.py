"""Setting a site up: languages, the tree of each, groups and the medical review.

Everything here may be run again at any time: what exists is left as it is, and pages, groups and
workflows that were made by somebody else are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from pages import conf, consent, disclaimers, navigation, people
from pages.management.menus import fill_menus
from pages.models import (
    ConditionIndexPage,
    HomePage,
    MedicalReviewTask,
    ProcedureIndexPage,
    TestimonialIndexPage,
)
from pages.review.names import DEFAULT_NAME
from pages.translation import glossary, memory
from pages.translation.permissions import (
    SUBMIT_TRANSLATION,
    TRANSLATOR_PAGE_PERMISSIONS,
    translator_permissions,
)

Report = Callable[[str], None]

SOURCE_LANGUAGE = "en"
LANGUAGES = ("en", "es")
ACCESS_ADMIN = "wagtailadmin.access_admin"
WELCOME_TITLE = "Welcome to your new Wagtail site!"

EDITORS = "Editors"

HOME_TITLES = {"en": "Home", "es": "Inicio"}
INDEXES: tuple[tuple[type[Page], dict[str, tuple[str, str]]], ...] = (
    (
        ConditionIndexPage,
        {"en": ("Conditions", "conditions"), "es": ("Enfermedades", "enfermedades")},
    ),
    (
        ProcedureIndexPage,
        {"en": ("Procedures", "procedures"), "es": ("Procedimientos", "procedimientos")},
    ),
    (
        TestimonialIndexPage,
        {"en": ("Testimonials", "testimonials"), "es": ("Testimonios", "testimonios")},
    ),
)
"""The index pages of each language: type, then title and slug by language."""

EDITOR_PAGE_PERMISSIONS = ("add_page", "change_page")
"""What editors may do in both trees: a page may be written in either language first."""

EDITOR_COLLECTION_PERMISSIONS = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)
TRANSLATOR_COLLECTION_PERMISSIONS = ("wagtailimages.choose_image",)
"""What a translation may show otherwise than its source: another image of those that are there."""

REFERENCE_PERMISSIONS = {
    "editors": ["pages.view_reference", "pages.add_reference", "pages.change_reference"],
    "translators": ["pages.view_reference"],
    "reviewers": ["pages.view_reference"],
}


class NoSuchSite(LookupError):
    """The site that was asked for does not exist."""


@dataclass(frozen=True)
class Trees:
    """The home page of each language, by language code."""

    homes: dict[str, HomePage]

    def index(self, model: type[Page], language: str = SOURCE_LANGUAGE) -> Page:
        """Return the index page of a type in a language."""
        return model.objects.child_of(self.homes[language]).get()


def translators_group(language: str) -> str:
    """Return the name of the group that translates into a language."""
    return f"Translators ({language})"


@transaction.atomic
def set_up(*, report: Report, hostname: str = "", take_root: bool = False) -> Trees:
    """Set the site up and return its home pages.

    Args:
        report: is told, in a sentence, each thing that was done.
        hostname: which site gets the English home page as its root; empty for the default site.
        take_root: make it the root even of a site that has a root page of its own.

    Raises:
        NoSuchSite: no site has this hostname.
    """
    site = _site(hostname)
    locales = {language: _locale(language, report) for language in LANGUAGES}
    is_fresh = not Page.objects.filter(depth=2).exclude(pk__in=_welcome_pages()).exists()
    homes = _homes(site, locales, report)
    for model, names in INDEXES:
        _indexes(model, names, homes, report)
    _choose_root(site, homes[SOURCE_LANGUAGE], report, take_root=take_root)
    _remove_welcome_page(report)
    _groups(homes, report, is_fresh=is_fresh)
    _workflow(homes.values(), report)
    fill_menus(homes[SOURCE_LANGUAGE], _listed_indexes(homes[SOURCE_LANGUAGE]), report)
    return Trees(homes)


# The trees


def _site(hostname: str) -> Site | None:
    if not hostname:
        return Site.objects.filter(is_default_site=True).first() or Site.objects.first()
    found = Site.objects.filter(hostname=hostname).first()
    if found is None:
        raise NoSuchSite(hostname)
    return found


def _locale(language: str, report: Report) -> Locale:
    locale, is_new = Locale.objects.get_or_create(language_code=language)
    if is_new:
        report(_("Added the language “%(language)s”.") % {"language": language})
    return locale


def _homes(site: Site | None, locales: dict[str, Locale], report: Report) -> dict[str, HomePage]:
    source = _source_home(site, locales[SOURCE_LANGUAGE])
    homes: dict[str, HomePage] = {}
    for language in LANGUAGES:
        home = source if language == SOURCE_LANGUAGE else None
        if home is None and source is not None:
            home = HomePage.objects.filter(
                translation_key=source.translation_key, locale=locales[language]
            ).first()
        if home is None:
            root = Page.get_first_root_node()
            home = HomePage(
                title=HOME_TITLES[language],
                slug=find_available_slug(root, language),
                locale=locales[language],
            )
            if source is not None:
                home.translation_key = source.translation_key
            _add(root, home, report)
        source = source or home
        homes[language] = home
    return homes


def _source_home(site: Site | None, locale: Locale) -> HomePage | None:
    candidates = HomePage.objects.filter(locale=locale).order_by("path")
    if site is not None:
        at_root = candidates.filter(pk=site.root_page_id).first()
        if at_root is not None:
            return at_root
    return candidates.first()


def _indexes(
    model: type[Page],
    names: dict[str, tuple[str, str]],
    homes: dict[str, HomePage],
    report: Report,
) -> None:
    source = model.objects.child_of(homes[SOURCE_LANGUAGE]).first()
    for language, home in homes.items():
        if model.objects.child_of(home).exists():
            continue
        title, slug = names[language]
        page = model(title=title, slug=find_available_slug(home, slug), locale=home.locale)
        if source is not None:
            page.translation_key = source.translation_key
        _add(home, page, report)
        source = source or page


def _listed_indexes(home: HomePage) -> Iterator[Page]:
    for model, _names in INDEXES:
        yield from model.objects.child_of(home).order_by("path")[:1]


def _add(parent: Page, page: Page, report: Report) -> None:
    parent.add_child(instance=page)
    page.save_revision().publish()
    parent.refresh_from_db()
    report(_("Added the page %(path)s (“%(title)s”).") % {"path": _path(page), "title": page.title})


def _path(page: Page) -> str:
    return "/" + page.url_path.strip("/") + "/"


def _choose_root(site: Site | None, home: HomePage, report: Report, *, take_root: bool) -> None:
    # Whoever works in one tree alone is welcomed by the name of its site, or else by its address.
    name = getattr(settings, "WAGTAIL_SITE_NAME", "")
    if site is None:
        Site.objects.create(
            hostname="localhost", site_name=name, root_page=home, is_default_site=True
        )
        report(_("Added the site “localhost”, whose root is %(path)s.") % {"path": _path(home)})
    elif site.root_page_id != home.pk:
        if take_root or site.root_page_id in _welcome_pages():
            site.root_page = home
            site.site_name = site.site_name or name
            site.save()
            report(
                _("%(path)s is now the root of the site %(site)s.")
                % {"path": _path(home), "site": site.hostname}
            )
        else:
            report(
                _(
                    "The site %(site)s keeps its root page; %(path)s stands beside it. "
                    "Use --root to make it the root."
                )
                % {"path": _path(home), "site": site.hostname}
            )


def _welcome_pages() -> list[int]:
    """Return the page that Wagtail installs, if nobody has touched it."""
    return list(
        Page.objects.filter(
            depth=2,
            title=WELCOME_TITLE,
            numchild=0,
            latest_revision=None,
            content_type=ContentType.objects.get_for_model(Page),
        ).values_list("pk", flat=True)
    )


def _remove_welcome_page(report: Report) -> None:
    for page in Page.objects.filter(pk__in=_welcome_pages()):
        if not Site.objects.filter(root_page=page).exists():
            page.delete()
            report(_("Removed Wagtail's welcome page."))


# Groups


def _groups(homes: dict[str, HomePage], report: Report, *, is_fresh: bool) -> None:
    editors = _group(EDITORS, [ACCESS_ADMIN, SUBMIT_TRANSLATION, *_snippets("editors")], report)
    if is_fresh:
        _narrow_default_grants(editors)
    for language, home in homes.items():
        _on_page(editors, home, EDITOR_PAGE_PERMISSIONS, report)
        translators = _group(
            translators_group(language),
            [*translator_permissions(), *_snippets("translators")],
            report,
        )
        _on_page(translators, home, TRANSLATOR_PAGE_PERMISSIONS, report)
        _on_files(translators, TRANSLATOR_COLLECTION_PERMISSIONS, report)
    _on_files(editors, EDITOR_COLLECTION_PERMISSIONS, report)
    _group(conf.reviewers_group(), [ACCESS_ADMIN, *_snippets("reviewers")], report)


def _snippets(role: str) -> Iterator[str]:
    for permissions in (
        people.GROUP_PERMISSIONS,
        disclaimers.GROUP_PERMISSIONS,
        consent.GROUP_PERMISSIONS,
        navigation.GROUP_PERMISSIONS,
        memory.GROUP_PERMISSIONS,
        glossary.GROUP_PERMISSIONS,
        REFERENCE_PERMISSIONS,
    ):
        yield from permissions[role]


def _group(name: str, permissions: Iterable[str], report: Report) -> Group:
    group, is_new = Group.objects.get_or_create(name=name)
    if is_new:
        report(_("Added the group “%(group)s”.") % {"group": name})
    held = {
        f"{app}.{codename}"
        for app, codename in group.permissions.values_list("content_type__app_label", "codename")
    }
    missing = [label for label in dict.fromkeys(permissions) if label not in held]
    if missing:
        group.permissions.add(*(_permission(label) for label in missing))
        _report_grants(group, missing, report)
    return group


def _permission(label: str) -> Permission:
    app, codename = label.split(".")
    try:
        return Permission.objects.get(content_type__app_label=app, codename=codename)
    except ObjectDoesNotExist:
        raise LookupError(
            f"The permission {label} does not exist yet: run `manage.py migrate` first."
        ) from None


def _on_page(group: Group, page: Page, codenames: Iterable[str], report: Report) -> None:
    granted = []
    for codename in codenames:
        permission = _permission(f"wagtailcore.{codename}")
        _row, is_new = GroupPagePermission.objects.get_or_create(
            group=group, page=Page.objects.get(pk=page.pk), permission=permission
        )
        if is_new:
            granted.append(f"{codename} {_path(page)}")
    if granted:
        _report_grants(group, granted, report)


def _on_files(group: Group, labels: Iterable[str], report: Report) -> None:
    root = Collection.get_first_root_node()
    granted = []
    for label in labels:
        _row, is_new = GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=_permission(label)
        )
        if is_new:
            granted.append(label)
    if granted:
        _report_grants(group, granted, report)


def _report_grants(group: Group, granted: list[str], report: Report) -> None:
    report(
        _("“%(group)s” may now: %(permissions)s.")
        % {"group": group.name, "permissions": ", ".join(granted)}
    )


def _narrow_default_grants(editors: Group) -> None:
    """Take away what Wagtail's own installation lets editors do above the home pages."""
    GroupPagePermission.objects.filter(group=editors, page__depth=1).delete()


# The review


def _workflow(homes: Iterable[HomePage], report: Report) -> None:
    task = MedicalReviewTask.objects.filter(active=True).order_by("pk").first()
    if task is None:
        task = MedicalReviewTask.objects.create(name=DEFAULT_NAME)
        task.groups.add(Group.objects.get(name=conf.reviewers_group()))
        report(_("Added the task “%(name)s”.") % {"name": task.name})
    workflow = (
        Workflow.objects.filter(active=True, workflow_tasks__task=task).order_by("pk").first()
    )
    if workflow is None:
        workflow = Workflow.objects.create(name=DEFAULT_NAME)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        report(_("Added the workflow “%(name)s”.") % {"name": workflow.name})
    for home in homes:
        _assign(workflow, home, report)


def _assign(workflow: Any, home: HomePage, report: Report) -> None:
    assigned = WorkflowPage.objects.filter(page_id=home.pk).select_related("workflow").first()
    if assigned is None:
        WorkflowPage.objects.create(workflow=workflow, page=Page.objects.get(pk=home.pk))
        report(
            _("Pages below %(path)s now go through “%(name)s”.")
            % {"path": _path(home), "name": workflow.name}
        )
    elif assigned.workflow_id != workflow.pk:
        report(
            _(
                "%(path)s keeps the workflow “%(name)s” that was assigned to it; pages with "
                "medical prose need one with a medical review to be signed."
            )
            % {"path": _path(home), "name": assigned.workflow.name}
        )
