"""The host's settings, with a reviewed page type of its own; for what needs no database."""

from tests.hostapp.settings import *  # noqa: F403 - the same site
from tests.hostapp.settings import INSTALLED_APPS

INSTALLED_APPS = ["tests.hostapp.clinic", *INSTALLED_APPS]
