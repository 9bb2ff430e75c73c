"""Data tables: any table of the warehouse, as of any build that was published, narrowed, and as files."""

from ui import frame
from ui.data_tables import choices, packages, view
from ui.visit import Visit


def main(language: str) -> None:
    """Draw the page in one language."""
    visit = packages.pick_build(Visit.now(language))
    if visit is None:
        return
    chosen = choices.pick(visit)
    if chosen is not None:
        view.show(chosen, visit)


frame.inside(main)
