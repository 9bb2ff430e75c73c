"""The words of the fields that take files, in the reader's language: the library's own are English."""

import streamlit as st

from text.catalogue import say

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
    for (const field of document.querySelectorAll(`.st-key-${data.key} [data-testid="stFileUploader"]`)) {
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
  }
  speak()
  const observer = new MutationObserver(speak)
  observer.observe(document.body, { childList: true, subtree: true, characterData: true })
  return () => observer.disconnect()
}
"""

_component = st.components.v2.component("uploader_words", js=_SCRIPT)


def speak(key: str, label: str, language: str) -> None:
    """Let the field for files of this key speak the language; `label` is what it is called."""
    _component(data=_words(label, language) | {"key": key}, key=f"{key}_words", height=0)


def _words(label: str, language: str) -> dict[str, object]:
    return {
        "limit": say(language, "load_uploader_limit", size="{size}"),
        "too_large": say(language, "load_uploader_too_large", size="{size}"),
        "not_allowed": say(language, "load_uploader_not_allowed"),
        "words": {
            "Upload": say(language, "load_uploader_button"),
            "Add files": say(language, "load_uploader_add"),
            "file upload": label,
            "Drag and drop files here": say(language, "load_uploader_drop"),
            "Remove": say(language, "load_uploader_remove"),
            "Delete": say(language, "load_uploader_remove"),
            "Retry": say(language, "load_uploader_retry"),
        },
    }
