// A file that could not be made is told in a sentence of ours, beside its button, until the next click. Streamlit itself
// tells it in English and takes it back after a few seconds.
const LOOK = `
  [data-testid=stDownloadButtonError] { display: none; }
  .file-failure { margin: 4px 0 0; max-width: 36em; }`

export default function ({ data }) {
  if (window.fileFailures) return window.fileFailures(data)
  let sentence = data
  const tell = () => document.querySelectorAll("[data-testid=stDownloadButtonError]").forEach(error => {
    const place = error.parentElement
    if (place.querySelector(".file-failure")) return
    const told = Object.assign(document.createElement("p"), { className: "file-failure", textContent: sentence })
    told.setAttribute("role", "alert")
    place.append(told)
    place.querySelector("button").addEventListener("click", () => told.remove(), { once: true })
  })
  new MutationObserver(tell).observe(document.body, { childList: true, subtree: true })
  document.head.append(Object.assign(document.createElement("style"), { textContent: LOOK }))
  window.fileFailures = spoken => {
    sentence = spoken
  }
  tell()
}
