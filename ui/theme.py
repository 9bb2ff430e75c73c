"""Colours and type for charts and tables, light and dark; the rest of the look stands in the configuration.

One accent for the own unit, greys for the others, with the contrast that WCAG 2.2 AA asks for. Statuses have the
Okabe-Ito colours, which colour-blind readers can tell apart, and a letter always stands on them.
"""

from dataclasses import dataclass

FONT = "'Be Vietnam Pro', sans-serif"
STATUS_COLOURS = {"full": "#0072B2", "partial": "#56B4E9", "zero": "#D55E00", "not_assessed": "#999999"}
STATUS_LETTERS = {"full": "#FFFFFF", "partial": "#12191C", "zero": "#12191C", "not_assessed": "#12191C"}


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

# Lines beside the accent, in the order in which they are given out; each reads as text on the paper of its scheme.
LIGHT_SERIES = ("#BA5316", "#5B5FB0", "#8A6D00", "#A3417F", "#2F7D32", "#2574A9", "#5B6870")
DARK_SERIES = ("#E8925A", "#9FA3E8", "#D2B14A", "#DD8ABF", "#7FC284", "#6FB1E6", "#9BA8B0")


def series_colours(palette: Palette) -> tuple[str, ...]:
    """The colours of the lines that stand out beside the own one, which has the accent."""
    return DARK_SERIES if palette is DARK else LIGHT_SERIES


def palette(scheme: str | None) -> Palette:
    """The palette of the visitor's scheme; light while the browser has not said."""
    return DARK if scheme == "dark" else LIGHT
