// The document says the language of the page, and that it is not to be translated: a translator swaps the texts, and
// what Streamlit changes afterwards are those that are no longer shown.
export default function ({ data }) {
  document.documentElement.lang = data
  document.documentElement.translate = false
}
