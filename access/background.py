"""What runs beside the server: every build that is published gets its data package, which outlives it, and where the
server belongs to a lake, a process follows what is published there.
"""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from starlette.concurrency import run_in_threadpool

from access.log_limits import log
from exports import package
from warehouse import paths
from warehouse.errors import LakeFailed

PACKAGE_SECONDS = 30  # a new server answers its first visitors before it makes a package
AGAIN_AT_LEAST_SECONDS = 3600

Lifespan = Callable[[object], AbstractAsyncContextManager[None]]


def keep_packages(other: Lifespan) -> Lifespan:
    """The life of a server that keeps packages, beside what else it does while it runs."""

    @asynccontextmanager
    async def lifespan(app: object) -> AsyncIterator[None]:
        keeping = asyncio.create_task(_keep_regularly())
        try:
            async with other(app):
                yield
        finally:
            keeping.cancel()
            with suppress(asyncio.CancelledError):
                await keeping

    return lifespan


async def _keep_regularly() -> None:
    failures = 0
    while True:
        # what failed fails again mostly, and of a large build costs a minute each time
        await asyncio.sleep(min(PACKAGE_SECONDS * 2**failures, AGAIN_AT_LEAST_SECONDS))
        try:
            is_missing = await run_in_threadpool(package.missing, paths.warehouse_dir())
            fault = await _make_missing() if is_missing else ""
        except OSError as refused:
            fault = str(refused)
        failures = failures + 1 if fault else 0
        if fault:
            log.warning("the data package of a build could not be kept: %s", fault)


async def _make_missing() -> str:
    """Make packages in a process of its own, whose memory goes with it (of 850,000 points more than a gigabyte); what
    it says where it cannot.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-X", "utf8", "-s", "-m", "exports", "missing", "--lang", "en",
        cwd=paths.ROOT, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE,
    )  # fmt: skip
    try:
        _, said = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    return said.decode(errors="replace").strip() if process.returncode else ""


AGAIN_SECONDS = 2  # after it ended by itself, as the engine may when PostgreSQL goes away


def lake_fault() -> LakeFailed | None:
    """Why this server cannot belong to the lake it is told of: settings, or extensions that are missing or of another
    version than the engine; None where it can, or stands alone.
    """
    if not any(paths.lake().values()):
        return None
    from warehouse.lake import connection, settings

    try:
        if settings.configured():
            connection.require_extensions()
    except LakeFailed as found:
        return found
    return None


def follow_lake(other: Lifespan) -> Lifespan:
    """The life of a server that follows its lake follow_lake what else it does; that other life alone where none is."""
    if not paths.lake()["catalog"]:
        return other

    @asynccontextmanager
    async def lifespan(app: object) -> AsyncIterator[None]:
        following = asyncio.create_task(_follow())
        try:
            async with other(app):
                yield
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following

    return lifespan


async def _follow() -> None:
    from warehouse.lake.acts import running

    while True:
        with running("follow", {"directory": str(paths.warehouse_dir()), "loaded": str(paths.loaded_dir())}) as process:
            while process.poll() is None:
                await asyncio.sleep(AGAIN_SECONDS / 4)
            log.warning("the process that follows the lake ended with %s", process.returncode)
        await asyncio.sleep(AGAIN_SECONDS)
