"""As of which build the tables are shown, and the data package of that build: every table in one file."""

from dataclasses import replace
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.roles import VIEWER
from exports import package
from text import formats
from ui import file_button, notes
from ui.choices import declared, pickers, url
from ui.choices.choice import Options, keep_found, refuse, resolve
from ui.visit import Visit
from warehouse import paths
from warehouse.errors import DamagedBuild

NOW = "now"
ZIP = "application/zip"
_MOST_TOLD = 5


def pick_build(visit: Visit) -> Visit | None:
    """The visit as of the build that the address asks for, by its id or a day; None, after a sentence, where it is not
    there.
    """
    options = _options(visit)
    found = resolve(declared.DATA_AS_OF, options)
    if found.fault:
        refuse(found.fault, visit.language)
        _tell_kept(visit, options)
        _offer_now(visit)
        return None
    keep_found(declared.DATA_AS_OF, options, found)
    declared.DATA_AS_OF.remember(None)  # it is asked for by a link: who comes back looks at the current build
    if found.code in (None, NOW, visit.build_id):
        return visit
    then = replace(visit, build_id=found.code)
    st.info(notes.literal(visit.say("data_older", build_id=then.build_id, time=_time(then))), icon=":material/history:")
    _offer_now(visit)
    return then


def _tell_kept(visit: Visit, options: Options) -> None:
    """Say which builds can be opened, as many as one reads."""
    there = [build_id for build_id in options.labels if build_id != NOW]
    told = [
        visit.say("data_build_kept", build_id=build_id, time=_time(replace(visit, build_id=build_id)))
        for build_id in there[:_MOST_TOLD]
    ]
    if len(there) > _MOST_TOLD:
        told.append("…")
    if told:
        notes.quiet(visit.say("data_builds_kept", builds="; ".join(told)))


def _offer_now(visit: Visit) -> None:
    st.button(visit.say("data_to_now"), key="data_to_now", type="tertiary", on_click=declared.DATA_AS_OF.drop)


def _time(visit: Visit) -> str:
    return formats.minute(package.when(paths.warehouse_dir(), visit.build_id), visit.language)


def _options(visit: Visit) -> Options:
    labels = {NOW: visit.say("data_now", time=_time(visit))}
    for build_id in package.available(paths.warehouse_dir()):
        try:
            time = _time(replace(visit, build_id=build_id))
        except DamagedBuild:
            continue
        labels[build_id] = visit.say("data_then", time=time, build_id=build_id)
    asked = url.query_param(declared.DATA_AS_OF.name) or ""
    of_day = package.as_of(paths.warehouse_dir(), asked)
    return Options(labels, NOW, aliases={asked: of_day} if of_day else {})


def offer(visit: Visit, place: DeltaGenerator) -> None:
    """Draw the menu of the package of the build that is shown, and the picker of builds."""
    with place.popover(visit.say("data_package"), icon=":material/inventory_2:", key="data_package"):
        options = _options(visit)
        pickers.draw(declared.DATA_AS_OF, options, resolve(declared.DATA_AS_OF, options), visit.language)
        st.markdown(notes.literal(visit.say("data_package_told", build_id=visit.build_id)))
        file_button.draw(
            visit.say("data_package_button"),
            partial(package.given, paths.warehouse_dir(), visit.build_id),
            ZIP,
            VIEWER,
            file_name=package.file_name(visit.build_id),
            key="data_package_button",
            icon=":material/download:",
        )
