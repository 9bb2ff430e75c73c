"""How the descriptors of this process are shared out among connections and pages, which nothing else bounds."""

import os
from dataclasses import dataclass

CONNECTIONS = 4000
# A connection takes two descriptors, with the file it is sent. A page has its connection and Streamlit's event loop of
# three, which up to 128 pages that were left keep for two minutes and more.
OF_CONNECTION, OF_LOOP = 2, 3
OF_PAGE = OF_CONNECTION + OF_LOOP
LEFT_PAGES = 128
# What they leave alone: connections accepted at once, before one can be closed; figures, pipes and files of all others.
BACKLOG = 256
OTHERS = 128
MANY = 1 << 30


@dataclass(frozen=True)
class Room:
    """How many connections without a page, and how many pages, may be open at once; how many may be accepted in one
    go; how many descriptors all of them, and what was left of pages, may take together, and this process has.
    """

    connections: int
    pages: int
    backlog: int
    descriptors: int
    given: int


def room(pages: int) -> Room:
    """What there is room for, after raising this process's own limit as far as so many pages need and as it may."""
    wanted = OF_CONNECTION * CONNECTIONS + OF_PAGE * pages + OF_LOOP * LEFT_PAGES + BACKLOG + OTHERS
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return Room(CONNECTIONS, pages, BACKLOG, MANY, MANY)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    reachable = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    if soft != resource.RLIM_INFINITY and soft < reachable:
        resource.setrlimit(resource.RLIMIT_NOFILE, (reachable, hard))
        soft = reachable
    given = wanted if soft == resource.RLIM_INFINITY else min(soft, wanted)
    backlog = min(BACKLOG, given // 8)
    left = max(given - backlog - OTHERS, given // 4)
    if given < wanted:  # a quarter for connections without a page: without them nobody comes as far as a page
        pages = max(1, min(pages, left * 3 // 4 // OF_PAGE))
    connections = max(1, min(CONNECTIONS, (left - OF_PAGE * pages) // OF_CONNECTION))
    return Room(connections, pages, backlog, given - backlog - OTHERS // 2, given)


def in_use() -> int:
    """How many descriptors this process has open; 0 where the system does not say, many where not one more is left."""
    try:
        return len(os.listdir("/dev/fd"))
    except (FileNotFoundError, NotADirectoryError):
        return 0
    except OSError:
        return MANY
