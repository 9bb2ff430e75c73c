// The dialog that Streamlit opens when the server does not answer, in the page's own words. It has no setting for them:
// the texts it shows are changed in place, so that it can go on changing and closing it.
const LOST = "Connection error"

export default function ({ data }) {
  const app = document.querySelector('[data-testid="stApp"]')
  if (!app) return
  const say = (element, words) => {
    const [text] = element ? [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE) : []
    if (text && text.nodeValue !== words) text.nodeValue = words
  }
  const translate = () => {
    for (const dialog of document.querySelectorAll('[role="dialog"]')) {
      const title = dialog.querySelector("h2")
      if (!title || ![LOST, data.title].includes(title.textContent)) continue
      say(title, data.title)
      let body = title.nextElementSibling
      while (body?.firstElementChild) body = body.firstElementChild
      say(body, data.body)
      dialog.querySelector("button")?.setAttribute("aria-label", data.close)
    }
  }
  const dialogs = new MutationObserver(translate)
  const watch = () => {
    dialogs.disconnect()
    if (app.getAttribute("data-test-connection-state") === "CONNECTED") return
    dialogs.observe(document.body, { childList: true, subtree: true, characterData: true })
    translate()
  }
  const connection = new MutationObserver(watch)
  connection.observe(app, { attributeFilter: ["data-test-connection-state"] })
  watch()
  return () => {
    connection.disconnect()
    dialogs.disconnect()
  }
}
