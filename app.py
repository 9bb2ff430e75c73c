"""The dashboard: the list of its pages and the frame around them."""

import streamlit as st

from text.catalogue import say
from ui import access, account, answer_head, data, file_button, frame, resume
from ui.frame import guarded

# Group of the navigation, its pages with their icons, and the role a visitor needs; the first group stands in the line
# itself, each other one is a menu. Whoever lacks the role finds no such page, as at any address that is not there; a
# window whose visitor has lost it stays, told so, and nothing can be done there.
MENUS = {
    "": {
        "overview": (":material/dashboard:", "viewer"),
        "ranking": (":material/leaderboard:", "viewer"),
        "profile": (":material/account_balance:", "viewer"),
        "comparison": (":material/compare:", "viewer"),
    },
    "menu_plan": {
        "components": (":material/checklist:", "viewer"),
        "simulator": (":material/tune:", "viewer"),
        "targets": (":material/flag:", "viewer"),
        "tasks": (":material/task_alt:", "viewer"),
        "documents": (":material/description:", "viewer"),
    },
    "menu_data": {
        "data": (":material/table:", "viewer"),
        "method": (":material/functions:", "viewer"),
        "dictionary": (":material/menu_book:", "viewer"),
        "coverage": (":material/library_books:", "viewer"),
        "changes": (":material/update:", "viewer"),
        "reconciliation": (":material/fact_check:", "viewer"),
        "load": (":material/upload_file:", "analyst"),
        "history": (":material/history:", "analyst"),
        "audit": (":material/policy:", "admin"),
    },
}
ROLES = {name: role for pages in MENUS.values() for name, (_, role) in pages.items()}

CHANGING = ("load", "history")  # what they change is the build that is current, so they show no other
# Their title is what they answer.
ANSWERING = (
    "", "overview", "ranking", "profile", "comparison", "components", "simulator", "targets", "tasks",
    "documents", "data", "method",
    "dictionary", "coverage", "changes", "reconciliation",
)  # fmt: skip

language = frame.language()
st.set_page_config(page_icon=frame.ICON, layout="wide")
# What opens at the address without a page; each page also has an address of its own, for links that last.
home = st.Page(
    "pages/overview.py", title=say(language, "overview_title"), url_path="home", default=True, visibility="hidden"
)
visitor = access.visitor()
menus = {
    menu and say(language, menu): [
        st.Page(
            f"pages/{name}.py",
            title=say(language, f"{name}_title"),
            icon=icon,
            help=say(language, f"{name}_help"),
            visibility="visible" if visitor.may(role) else "hidden",
        )
        for name, (icon, role) in pages.items()
        if visitor.may(role) or access.has_lost(role)
    ]
    for menu, pages in MENUS.items()
}
menus[""].insert(0, home)
page = st.navigation(menus, position="top")
st.set_page_config(page_title=page.title)  # until the page says more in it, and where it says nothing
if page.url_path in CHANGING:
    data.show_newest()
frame.header(language, page.title, account.control)
answer_head.reserve(page.title)
if page.url_path not in ANSWERING:
    answer_head.title_of_page(page.title)
account.failure(language, page.url_path)
if page.url_path in ROLES and not visitor.may(ROLES[page.url_path]):
    resume.offer(language)
guarded(page.run, language)
answer_head.title_of_page(page.title)
frame.footer(language)
file_button.show_failures(language)
account.note(language)
