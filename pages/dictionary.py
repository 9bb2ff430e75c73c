"""Dictionary: every table of the warehouse and each of its columns, by any word and without accents."""

from ui import frame
from ui.dictionary import view
from ui.visit import Visit


def main(language: str) -> None:
    """Draw the page in one language."""
    view.show(Visit.now(language))


frame.inside(main)
