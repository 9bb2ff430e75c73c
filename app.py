"""The dashboard: the list of its pages and the frame around them."""

import streamlit as st

from text.catalogue import say
from ui import frame
from ui.guard import guarded

language = frame.language()
st.set_page_config(page_title=say(language, "app_title"), page_icon=frame.ICON, layout="wide")
ranking = {"page": "pages/ranking.py", "title": say(language, "ranking_title")}
pages = [
    # What opens at the address without a page; each page also has an address of its own, for links that last.
    st.Page(**ranking, url_path="home", default=True, visibility="hidden"),
    st.Page(**ranking, icon=":material/leaderboard:", help=say(language, "ranking_help")),
]
page = st.navigation(pages, position="top")
frame.header(page.title, language)
guarded(page.run, language)
frame.footer(language)
