"""Colours and type for charts and tables, light and dark; the rest of the look stands in the configuration.

One accent for the own unit, greys for the others, with the contrast that WCAG 2.2 AA asks for.
"""

from dataclasses import dataclass

FONT = "'Be Vietnam Pro', sans-serif"


@dataclass(frozen=True)
class Palette:
    """The colours of one scheme: `accent` for the own unit, `muted` for the others, `quiet` for side text."""

    accent: str
    muted: str
    text: str
    quiet: str
    grid: str
    paper: str
    row: str


LIGHT = Palette("#0E6670", "#B3BDC3", "#1C2428", "#5B6870", "#DDE2E5", "#FFFFFF", "#DCEFF1")
DARK = Palette("#5CB8C2", "#56646C", "#E4E9EB", "#9BA8B0", "#2C363C", "#14191C", "#17393E")


def palette(scheme: str | None) -> Palette:
    """The palette of the visitor's scheme; light while the browser has not said."""
    return DARK if scheme == "dark" else LIGHT
