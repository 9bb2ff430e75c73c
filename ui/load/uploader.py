"""The place where files are handed in, in the language of the page.

Streamlit writes its own English words into this widget and offers no others, so a script puts ours in their place.
"""

import streamlit as st

from access import handed_in
from access.roles import ANALYST
from etl.uploads.loading import Upload
from text.answer import counted
from text.catalogue import say
from ui import access, notes

KINDS = ("xlsx", "xls", "ods", "csv")
MOST_FILES = 20
_KEPT = "load.kept"

_SCRIPT = """
export default function ({ data }) {
  const spoken = text => {
    const size = text.match(/^(\\S+) per file(.*)$/)
    if (size) return data.limit.replace("{size}", size[1]) + size[2]
    const large = text.match(/^File must be (\\S+) or smaller\\.?$/)
    if (large) return data.too_large.replace("{size}", large[1])
    if (/ files are not allowed\\.?$/.test(text)) return data.not_allowed
    return data.words[text]
  }
  const speak = () => {
    const field = document.querySelector('[data-testid="stFileUploader"]')
    if (!field) return
    const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const ours = spoken(walker.currentNode.nodeValue)
      if (ours) walker.currentNode.nodeValue = ours
    }
    for (const element of field.querySelectorAll("[aria-label]")) {
      const words = element.getAttribute("aria-label")
      const [, action, name] = words.match(/^(Remove|Delete|Retry) ?(.*)$/) || []
      const ours = action ? `${data.words[action]} ${name}`.trim() : data.words[words]
      if (ours) element.setAttribute("aria-label", ours)
    }
  }
  speak()
  const observer = new MutationObserver(speak)
  observer.observe(document.body, { childList: true, subtree: true, characterData: true })
  return () => observer.disconnect()
}
"""

_component = st.components.v2.component("load_uploader_words", js=_SCRIPT)


def ask(language: str, turn: int) -> list[Upload]:
    """Draw the uploader and give the files handed in; a new `turn` begins with none. At most `MOST_FILES` count.

    What an analyst hands in is kept for them (`access.handed_in`): a window that outlives its server goes on with it,
    and says so of files that are not there any more.
    """
    key = f"load_files_{turn}"
    files = st.file_uploader(say(language, "load_files"), type=KINDS, accept_multiple_files=True, key=key)
    notes.quiet(say(language, "load_files_help", most=MOST_FILES))
    _component(data=_words(language), key="load_uploader_words", height=0)
    named = st.session_state[key]  # with those that were handed in to this server's predecessor
    if len(named) > MOST_FILES:
        st.warning(notes.literal(say(language, "load_too_many", count=len(named), most=MOST_FILES)))
        return []
    if not access.visitor().may(ANALYST):
        return [Upload(file.name, file.getvalue()) for file in files]
    return _uploads(named, language)


def forget() -> None:
    """Remove what is kept of this window's files, once they are published."""
    for file_id, holders in st.session_state.pop(_KEPT, {}).items():
        handed_in.drop(holders, file_id)


def _uploads(named: list, language: str) -> list[Upload]:
    """The files of these that there are. What is named no longer was taken out of the list, and is not kept either."""
    holders, kept = access.holders(), st.session_state.setdefault(_KEPT, {})
    for file_id in kept.keys() - {file.file_id for file in named}:
        handed_in.drop(kept.pop(file_id), file_id)
    uploads = []
    for file in named:
        found: tuple[str, bytes] | None
        if hasattr(file, "getvalue"):
            found = file.name, file.getvalue()
            if kept.get(file.file_id, holders) != holders:
                handed_in.drop(kept[file.file_id], file.file_id)  # it would stay under a cookie that is gone
            if holders:
                handed_in.keep(holders[0], file.file_id, *found)
        else:
            found = handed_in.take(holders, file.file_id)
        if found:
            kept[file.file_id] = holders
            uploads.append(Upload(*found))
    if len(uploads) < len(named):
        st.warning(notes.literal(counted(language, "load_lost", len(named) - len(uploads))), icon=":material/warning:")
    return uploads


def _words(language: str) -> dict[str, object]:
    return {
        "limit": say(language, "load_uploader_limit", size="{size}"),
        "too_large": say(language, "load_uploader_too_large", size="{size}"),
        "not_allowed": say(language, "load_uploader_not_allowed"),
        "words": {
            "Upload": say(language, "load_uploader_button"),
            "Add files": say(language, "load_uploader_add"),
            "file upload": say(language, "load_files"),
            "Drag and drop files here": say(language, "load_uploader_drop"),
            "Remove": say(language, "load_uploader_remove"),
            "Delete": say(language, "load_uploader_remove"),
            "Retry": say(language, "load_uploader_retry"),
        },
    }
