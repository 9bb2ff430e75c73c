"""The place where files are handed in, in the language of the page.

Streamlit writes its own English words into this widget and offers no others, so a script puts ours in their place.
"""

import secrets

import streamlit as st

from etl.loads.loading import Upload
from text.catalogue import say
from ui import notes

KINDS = ("xlsx", "xls", "ods", "csv")
MOST_FILES = 20
# Files are in this server's memory: a window that outlives it would go on showing the names of files nobody has.
_SERVER = secrets.token_hex(4)

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
    """Draw the uploader and give the files handed in; a new `turn` begins with none, and so does a new start of the
    server. At most `MOST_FILES` count.
    """
    files = st.file_uploader(
        say(language, "load_files"),
        type=KINDS,
        accept_multiple_files=True,
        key=f"load_files_{_SERVER}_{turn}",
    )
    notes.quiet(say(language, "load_files_help", most=MOST_FILES))
    _component(data=_words(language), key="load_uploader_words", height=0)
    if len(files) > MOST_FILES:
        st.warning(notes.literal(say(language, "load_too_many", count=len(files), most=MOST_FILES)))
        return []
    return [Upload(file.name, file.getvalue()) for file in files]


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
