"""Make the virtual environment and keep it in step with the requirement files.

Usage: python3 tools/environment.py .venv requirements.txt [...]

Runs under whatever Python the machine has, with nothing installed, and is read by versions that
are too old: so nothing newer than Python 3.6 knows may be written here. What was installed is
remembered as a hash of the files, so that a second run takes no time and a changed file is
noticed.
"""

import hashlib
import os
import subprocess
import sys

OLDEST = (3, 11)


def refusal():
    """Return the one line that says what this Python lacks; empty when it lacks nothing."""
    if sys.version_info < OLDEST:
        return (
            "Firma needs Python {}.{} or newer and this is {}.{}: install a newer one, "
            "or name it with `make run PYTHON=/path/to/python3`."
        ).format(*(OLDEST + tuple(sys.version_info[:2])))
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return (
            "This Python cannot make virtual environments. On Debian and Ubuntu: "
            "`apt-get install python3-venv`, then the same command again."
        )
    return ""


def works(folder):
    """Tell whether the environment's own Python starts and is new enough."""
    python = os.path.join(folder, "bin", "python")
    question = "import pip, sys; sys.exit(sys.version_info < {!r})".format(OLDEST)
    try:
        return subprocess.run([python, "-c", question], stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def fingerprint(files):
    """Return a hash over the requirement files and those that they include with `-r`."""
    digest = hashlib.sha256()
    for name in files:
        with open(name, "rb") as file:
            content = file.read()
        digest.update(content)
        for line in content.decode("utf-8").splitlines():
            if line.startswith("-r "):
                included = os.path.join(os.path.dirname(name), line[3:].strip())
                digest.update(fingerprint([included]).encode("ascii"))
    return digest.hexdigest()


def main(folder, files):
    """Bring the environment up to date; return the exit code."""
    wanted = fingerprint(files)
    stamp = os.path.join(folder, ".installed-" + "-".join(os.path.basename(name) for name in files))
    if works(folder):
        try:
            with open(stamp) as file:
                if file.read() == wanted:
                    return 0
        except OSError:
            pass
    else:
        missing = refusal()
        if missing:
            sys.stderr.write(missing + "\n")
            return 1
        sys.stdout.write("Making the virtual environment in {}.\n".format(folder))
        sys.stdout.flush()
        code = subprocess.call([sys.executable, "-m", "venv", "--clear", folder])
        if code != 0:
            return code
    sys.stdout.write("Installing {}: this takes a few minutes once.\n".format(", ".join(files)))
    sys.stdout.flush()
    command = [os.path.join(folder, "bin", "python"), "-m", "pip", "install", "--quiet"]
    command += ["--disable-pip-version-check"]
    for name in files:
        command += ["-r", name]
    code = subprocess.call(command)
    if code != 0:
        sys.stderr.write("The packages could not be installed: see pip's message above.\n")
        return code
    with open(stamp, "w") as file:
        file.write(wanted)
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.stderr.write("Usage: python3 tools/environment.py FOLDER REQUIREMENTS...\n")
        sys.exit(2)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
