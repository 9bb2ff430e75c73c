"""Data tables: any table of the warehouse, narrowed, by the columns one chooses, and as files."""

from ui import frame
from ui.data_tables import choices, view
from ui.visit import Visit


def main(language: str) -> None:
    """Draw the page in one language."""
    visit = Visit.now(language)
    chosen = choices.pick(visit)
    if chosen is not None:
        view.show(chosen, visit)


frame.inside(main)
