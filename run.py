"""Install and start the dashboard, prepare its start, or run its tests, on a machine with nothing but Python.

    python run.py [--port 8501] [--host 127.0.0.1]
    python run.py prepare
    python run.py test [quick] [arguments of pytest]

This file alone must be readable by any Python 3, so that one that is too old can be told so; the rest is in
launch/.
"""

import sys

OLDEST_PYTHON = (3, 11)
TOO_OLD = (
    "Cần Python {needed} trở lên; máy đang chạy Python {found}. Hãy cài bản mới rồi chạy lại.\n"
    "Python {needed} or newer is needed; this is Python {found}. Install a newer one and run again.\n"
)


def refusal(version):
    """The sentences for a Python that is too old, or None when it is new enough."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return None
    return TOO_OLD.format(needed="{}.{}".format(*OLDEST_PYTHON), found="{}.{}.{}".format(*version[:3]))


def main():
    """Exit code of the command."""
    too_old = refusal(sys.version_info)
    if too_old:
        encoding = sys.stderr.encoding or "ascii"  # a console may know no Vietnamese letters
        sys.stderr.write(too_old.encode(encoding, "replace").decode(encoding))
        return 1
    from launch.commands import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
