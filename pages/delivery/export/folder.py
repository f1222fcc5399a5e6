"""The folder that exports are written into: whose it is, its releases, and which one is served."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

MARK: Final = ".firma-export"
"""The file that says that a folder is written by this command, and may be cleared by it."""

LOCK: Final = ".lock"
CURRENT: Final = "current"
RELEASES: Final = "releases"
UNFINISHED: Final = ".unfinished-"


class NotOurs(ValueError):
    """Raised for a folder that holds something else, or is none."""


class AlreadyRunning(RuntimeError):
    """Raised while another export writes into the same folder."""


class ExportFolder:
    """A folder of exports.

    Attributes:
        root: the folder.
        current: the link to the release that is served.
        releases: the folder of all that are kept.
    """

    def __init__(self, root: Path) -> None:
        """Name a folder; nothing is read or written yet."""
        self.root = root.absolute()
        self.current = self.root / CURRENT
        self.releases = self.root / RELEASES

    @property
    def is_ours(self) -> bool:
        """Whether an export was written here before."""
        return (self.root / MARK).is_file()

    def claim(self) -> None:
        """Make the folder, if need be, and mark it.

        Raises:
            NotOurs: it holds something that no export has written.
        """
        if self.root.exists() and not self.root.is_dir():
            raise NotOurs(_("“%(folder)s” is not a folder.") % {"folder": self.root})
        self.root.mkdir(parents=True, exist_ok=True)
        if not self.is_ours and any(entry.name != LOCK for entry in self.root.iterdir()):
            raise NotOurs(
                _(
                    "“%(folder)s” is not empty, and no export was written there before. "
                    "Choose an empty folder, or one that does not exist yet."
                )
                % {"folder": self.root}
            )
        (self.root / MARK).write_text(json.dumps({"format": 1}) + "\n")
        self.releases.mkdir(exist_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other export out of the folder.

        The lock is the process's: it is gone when the process is, however it ends.

        Raises:
            AlreadyRunning: another export holds it.
        """
        with (self.root / LOCK).open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise AlreadyRunning(
                    _(
                        "Another export writes into “%(folder)s” (process %(process)s). "
                        "Wait until it has ended."
                    )
                    % {"folder": self.root, "process": lock.read().strip() or "?"}
                ) from None
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield

    def served(self) -> Path | None:
        """Return the release that is served now, or None."""
        if not self.current.is_symlink():
            return None
        found = self.root / self.current.readlink()
        return found if found.is_dir() else None

    def unfinished(self, name: str) -> Path:
        """Make the folder of a new release, which nobody serves yet."""
        path = self.releases / f"{UNFINISHED}{name}"
        path.mkdir()
        return path

    def finish(self, unfinished: Path) -> Path:
        """Give a release its name, and serve it from now on: one step, all or nothing.

        Its bytes must be on the disk already (`os.sync`).
        """
        release = self.releases / unfinished.name.removeprefix(UNFINISHED)
        unfinished.rename(release)
        link = self.root / f"{CURRENT}.new"
        link.unlink(missing_ok=True)
        link.symlink_to(f"{RELEASES}/{release.name}")
        link.replace(self.current)
        return release

    def sweep(self) -> None:
        """Remove what exports left that did not come to their end."""
        for left in self.releases.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left)

    def prune(self, keep: int) -> list[str]:
        """Remove old releases.

        Args:
            keep: how many stay, the one that is served among them.

        Returns:
            The names of those that were removed.
        """
        served = self.served()
        names = sorted((entry for entry in self.releases.iterdir()), reverse=True)
        old = [release for release in names if release != served][max(0, keep - 1) :]
        for release in old:
            # Under another name first: half of it is no release.
            going = release.with_name(f"{UNFINISHED}{release.name}")
            release.rename(going)
            shutil.rmtree(going)
        return [release.name for release in old]
