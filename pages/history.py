"""History of the data: publications, what differs between two builds, and the files they were made of."""

from text.catalogue import say
from ui import access, data, frame
from ui.choices.choice import Options
from ui.choices.declared import HISTORY_PART
from ui.choices.pickers import switch
from ui.history import publications, releases

PARTS = {
    "publications": publications.show_log,
    "difference": publications.show_difference,
    "releases": releases.show,
}


def main(language: str) -> None:
    """Draw the chosen part."""
    access.require("analyst")
    stamp = data.current_build()
    labels = {part: say(language, f"builds_part_{part}") for part in PARTS}
    PARTS[switch(HISTORY_PART, Options(labels, "publications"), language)](stamp, language)


frame.inside(main)
