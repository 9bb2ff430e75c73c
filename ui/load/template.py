"""The blank workbook for what was chosen, made when it is asked for."""

from functools import partial

import streamlit as st

from access.roles import ANALYST
from etl.errors import TemplateRefused
from etl.kinds.template import file_name, refuse_template, write_template
from ui import data, file_button, notes
from ui.load import words
from ui.load.purpose import Chosen
from ui.visit import Visit
from warehouse.queries import loading as queries


def offer(visit: Visit, chosen: Chosen) -> None:
    """Draw the button that gives the blank template, or say why there is none for this choice."""
    reference = {name: data.fetch(queries.reference, visit.build_id, name) for name in queries.REFERENCE}
    try:
        refuse_template(**chosen.codes, reference=reference)
    except TemplateRefused as refusal:
        st.info(notes.literal(words.refusal(refusal, visit.language)))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        file_button.draw(
            visit.say("load_template"),
            partial(write_template, **chosen.codes, reference=reference),
            file_button.XLSX,
            ANALYST,
            file_name=file_name(**chosen.codes),
            icon=":material/download:",
            key="load_template",
        )
        notes.quiet(visit.say("load_template_help"))
