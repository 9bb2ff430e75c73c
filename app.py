"""The dashboard: the list of its pages and the frame around them."""

import streamlit as st

from text.catalogue import say
from ui import frame
from ui.guard import guarded

ICONS = {
    "overview": ":material/dashboard:",
    "ranking": ":material/leaderboard:",
    "profile": ":material/account_balance:",
    "comparison": ":material/compare:",
    "components": ":material/checklist:",
}

language = frame.language()
st.set_page_config(page_title=say(language, "app_title"), page_icon=frame.ICON, layout="wide")
# What opens at the address without a page; each page also has an address of its own, for links that last.
home = st.Page(
    "pages/overview.py", title=say(language, "overview_title"), url_path="home", default=True, visibility="hidden"
)
pages = [
    st.Page(f"pages/{name}.py", title=say(language, f"{name}_title"), icon=icon, help=say(language, f"{name}_help"))
    for name, icon in ICONS.items()
]
page = st.navigation([home, *pages], position="top")
frame.header(page.title, language)
guarded(page.run, language)
frame.footer(language)
