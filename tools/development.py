"""Bring a development site up to date and serve it: what `make run` does once packages are there.

Usage: python -m tools.development [PORT]

Migrates, sets up the site and its demonstration content (neither touches what is already
there), says where everything is, and hands over to Django's development server.
"""

import importlib
import os
import socket
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

HOST = "127.0.0.1"


def port_from(arguments: list[str]) -> int:
    """Return the port that was asked for, 8000 when none was.

    Raises:
        ValueError: it is not a number from 1 to 65535.
    """
    port = int(arguments[0]) if arguments else 8000
    if not 0 < port < 65536:
        raise ValueError(port)
    return port


def is_free(port: int) -> bool:
    """Tell whether nothing is being served on the port yet."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def welcome(*, address: str, accounts: list[tuple[str, str]], password: str) -> str:
    """Return what is printed before serving.

    Args:
        address: of the site, without a closing slash.
        accounts: name and purpose of each demonstration account; none outside development.
        password: the one they share.
    """
    lines = ["", "  Firma", f"  Admin  {address}/admin/", f"  API    {address}/api/v2/pages/"]
    if accounts:
        width = max(len(name) for name, _purpose in accounts)
        lines += ["", f"  Demonstration accounts, all with the password {password}:"]
        lines += [f"    {name:<{width}}  {purpose}" for name, purpose in accounts]
    return "\n".join([*lines, "", "  Stop with Ctrl+C. Your changes are kept.", ""])


def demonstration_accounts() -> tuple[list[tuple[str, str]], str]:
    """Return the accounts that `load_demo` makes and their password; nothing unless DEBUG is on."""
    if not settings.DEBUG:
        return [], ""
    demo = importlib.import_module("pages.management.commands.load_demo")
    accounts = [(str(name), str(purpose)) for name, purpose in demo.ACCOUNTS]
    return accounts, str(demo.PASSWORD)


def main(arguments: list[str]) -> int:
    """Prepare the site and serve it; return only when something prevents that."""
    try:
        port = port_from(arguments)
    except ValueError:
        sys.stderr.write("PORT must be a number from 1 to 65535: `make run PORT=8001`.\n")
        return 2
    if not is_free(port):
        sys.stderr.write(
            f"Port {port} is in use on this machine: `make run PORT={port + 1}` takes another.\n"
        )
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    os.environ.setdefault("WAGTAILADMIN_BASE_URL", f"http://{HOST}:{port}")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("setup_pages")
    call_command("load_demo")
    accounts, password = demonstration_accounts()
    print(welcome(address=settings.WAGTAILADMIN_BASE_URL, accounts=accounts, password=password))
    sys.stdout.flush()
    # Nobody who typed `make run` needs to be told that this is a development server.
    os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")
    manage = str(Path(__file__).resolve().parent.parent / "manage.py")
    os.execv(sys.executable, [sys.executable, manage, "runserver", f"{HOST}:{port}"])  # noqa: S606
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
