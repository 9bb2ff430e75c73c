"""History of the data: publications, what differs between two builds, and the files they were made of."""

from text.catalogue import say
from ui import access, data, frame, switch
from ui.history import difference, publications, releases
from ui.history.words import PAGE

PARTS = {
    "publications": publications.show,
    "difference": difference.show,
    "releases": releases.show,
}


def main(language: str) -> None:
    """Draw the chosen part."""
    access.require("analyst")
    stamp = data.current_build()
    labels = {part: say(language, f"builds_part_{part}") for part in PARTS}
    PARTS[switch.offer(PAGE, "part", labels, "builds_unknown_part", language)](stamp, language)


frame.inside(main)
