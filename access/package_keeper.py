"""While the server runs, every build that is published gets its data package, which outlives it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from starlette.concurrency import run_in_threadpool

from access.log_limits import log
from exports import package
from warehouse import paths
from warehouse.errors import PackageFailed

SECONDS = 30  # a new server answers its first visitors before it makes a package

Lifespan = Callable[[object], AbstractAsyncContextManager[None]]


def beside(other: Lifespan) -> Lifespan:
    """The life of a server that keeps packages, beside what else it does while it runs."""

    @asynccontextmanager
    async def lifespan(app: object) -> AsyncIterator[None]:
        keeping = asyncio.create_task(_keep_regularly())
        try:
            async with other(app):
                yield
        finally:
            keeping.cancel()

    return lifespan


async def _keep_regularly() -> None:
    while True:
        await asyncio.sleep(SECONDS)
        try:
            await run_in_threadpool(package.make_missing, paths.warehouse_dir())
        except (PackageFailed, OSError) as fault:
            log.warning("the data package of a build could not be kept: %s", fault)
