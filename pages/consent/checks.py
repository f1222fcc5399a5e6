"""System check: scans of authorizations have a private place to be kept in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.files.storage import FileSystemStorage, InvalidStorageError, storages

from pages.consent.scans import STORAGE_ALIAS


def check_private_storage(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Report a private storage that is missing, or whose files would be public."""
    configured: Mapping[str, Any] = settings.STORAGES
    if STORAGE_ALIAS not in configured:
        return [
            checks.Error(
                f'STORAGES has no entry "{STORAGE_ALIAS}", for the documents that patients signed.',
                hint=(
                    "Add one that no web address leads to, such as a FileSystemStorage with a "
                    "location outside MEDIA_ROOT; docs/consent.md shows it."
                ),
                id="pages.E310",
            )
        ]
    try:
        storage = storages[STORAGE_ALIAS]
    except InvalidStorageError as error:
        return [
            checks.Error(
                f'The storage "{STORAGE_ALIAS}" cannot be used: {error}',
                hint="Correct its entry in STORAGES.",
                id="pages.E311",
            )
        ]
    if isinstance(storage, FileSystemStorage) and _is_public(Path(storage.location)):
        return [
            checks.Error(
                f'The storage "{STORAGE_ALIAS}" lies inside MEDIA_ROOT or STATIC_ROOT, '
                "which are served to the public.",
                hint="Give it a location outside both.",
                id="pages.E312",
            )
        ]
    if configured[STORAGE_ALIAS] == configured.get("default"):
        return [
            checks.Error(
                f'The storage "{STORAGE_ALIAS}" is the same as "default", which serves media.',
                hint="Give it a bucket or location of its own.",
                id="pages.E313",
            )
        ]
    return []


def _is_public(location: Path) -> bool:
    roots = [Path(root) for root in (settings.MEDIA_ROOT, settings.STATIC_ROOT) if root]
    return any(location.resolve().is_relative_to(root.resolve()) for root in roots)
