// A file that could not be made, or is not given any more, is told in a sentence of ours, beside its button, until the
// next click. Streamlit itself tells it in English and takes it back after a few seconds.
const LOOK = `
  [data-testid=stDownloadButtonError] { display: none; }
  .file-failure { margin: 4px 0 0; max-width: 36em; }`
const BUTTON = "[data-testid=stDownloadButton]"
const ANSWERED_WITHIN = 8000 // milliseconds in which a run of the page says what kind of failure it was

export default function ({ data, setTriggerValue }) {
  if (window.fileFailures) return window.fileFailures(data, setTriggerValue)
  let spoken = data
  let ask = setTriggerValue
  const told = new Map() // by the key of its button: the sentence, empty while the page is asked, and its page
  const seen = new WeakSet() // Streamlit's own words: they stay a little longer than a click that asks again
  const keyOf = place => place.closest("[class*=st-key-]")?.className.match(/st-key-\S+/)[0]
  const say = sentence => told.forEach(({ element }) => {
    element.textContent ||= sentence
  })
  // Whatever comes to stand above a button makes Streamlit draw the button anew, without what we have put there.
  const place = () => told.forEach(({ element, page }, key) => {
    if (page !== window.location.pathname) told.delete(key)
    else if (!element.isConnected) document.querySelector(`.${CSS.escape(key)} ${BUTTON}`)?.append(element)
  })
  const look = () => {
    document.querySelectorAll("[data-testid=stDownloadButtonError]").forEach(error => {
      const key = keyOf(error)
      if (!key || seen.has(error)) return
      seen.add(error)
      const element = Object.assign(document.createElement("p"), { className: "file-failure" })
      element.setAttribute("role", "alert")
      told.set(key, { element, page: window.location.pathname })
      setTimeout(() => say(spoken.failed), ANSWERED_WITHIN)
      ask("failed", Date.now())
    })
    place()
  }
  const forget = event => {
    const key = event.target.closest(BUTTON) && keyOf(event.target)
    told.get(key)?.element.remove()
    told.delete(key)
  }
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
  document.addEventListener("click", forget, true)
  document.head.append(Object.assign(document.createElement("style"), { textContent: LOOK }))
  window.fileFailures = (said, trigger) => {
    if (said.asked) say(said.refusals === spoken.refusals ? said.failed : said.refused)
    spoken = said
    ask = trigger
  }
  look()
}
