// What tends the whole window: its language and the library's own words in it, the drawer, Back, the page's name beside
// the drawer's button, paper.

// English words of the library: those that are drawn as texts, or said of an element.
const said = new Map()  // of every language that this window has spoken: their English
let words = new Map()
let patterns = []
let dialogs = {}
let spoken = ""
const SAYING = ["aria-label", "placeholder", "title"]
const OURS = '[data-testid="stMarkdownContainer"], [data-testid="stFileUploader"], .stPlotlyChart, .st-key-context_unit'

const translated = text => {
  const english = said.get(text) ?? text
  if (words.has(english)) return words.get(english)
  for (const [pattern, meant] of patterns) {
    const found = pattern.exec(english)
    if (found) return meant.replace("*", found[1])
  }
  return english
}
const tell = text => {
  const words = text.data.trim()
  const other = words && translated(words)
  if (other && other !== words) text.data = text.data.replace(words, other)
}
const sayOf = element => {
  for (const name of SAYING) {
    const words = element.getAttribute(name)
    const other = words && translated(words)
    if (other && other !== words) element.setAttribute(name, other)
  }
}
// The library's list of pages holds menus that are no items: to who listens it is a group of links, not a broken list.
const groupMenu = () => {
  for (const list of document.querySelectorAll('ul[data-testid="stSidebarNavItems"]')) {
    list.setAttribute("role", "group")
    for (const item of list.querySelectorAll("li:not([role])")) item.setAttribute("role", "presentation")
  }
}
const translateBelow = root => {
  if (root.nodeType === Node.TEXT_NODE) return root.parentElement?.closest(OURS) || tell(root)
  if (root.nodeType !== Node.ELEMENT_NODE || root.closest(OURS)) return
  sayOf(root)
  for (const element of root.querySelectorAll(SAYING.map(name => `[${name}]`))) element.closest(OURS) || sayOf(element)
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) texts.currentNode.parentElement.closest(`${OURS}, script, style`) || tell(texts.currentNode)
}

// A dialog that the library opens is known by its title. The texts are changed in place, so that it can go on changing
// and closing it.
const translateDialogs = () => {
  const put = (element, words) => {
    const [text] = element ? [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE) : []
    if (text && text.data !== words) text.data = words
  }
  for (const dialog of document.querySelectorAll('[role="dialog"]')) {
    const title = dialog.querySelector("h2")
    const isOf = ([name, { title: own }]) => [name, own].includes(title?.textContent)
    const [, meant] = Object.entries(dialogs).find(isOf) ?? []
    if (!meant) continue
    put(title, meant.title)
    let body = title.nextElementSibling
    while (body?.firstElementChild) body = body.firstElementChild
    put(body, meant.body)
  }
}

function speak(data) {
  document.documentElement.lang = data.language
  // A translator swaps the texts, and what the library changes afterwards are those that are no longer shown.
  document.documentElement.translate = false
  document.documentElement.style.setProperty("--page-name", JSON.stringify(data.page))
  document.documentElement.style.setProperty("--paper", data.paper)
  words = new Map(Object.entries(data.words).filter(([english]) => !english.includes("*")))
  patterns = Object.entries(data.words).filter(([english]) => english.includes("*"))
    .map(([english, meant]) => [new RegExp(`^${english.replace("*", "(.+)")}$`), meant])
  for (const [english, meant] of words) said.set(meant, english)
  dialogs = data.dialogs
  if (spoken === data.language) return
  spoken = data.language
  translateBelow(document.body)  // what comes later is told by the observer
  groupMenu()
  translateDialogs()
}

// Every choice writes an address, and the library makes an entry of the history of each: Back would undo them one by
// one. Within a page the newest takes the place of the one before; only a change of page is an entry.
function keepBackBetweenPages() {
  const push = history.pushState.bind(history)
  let page = location.pathname
  history.pushState = (state, title, address) => {
    const next = new URL(address, location.href).pathname
    if (next === page) history.replaceState(state, title, address)
    else push(state, title, address)
    page = next
  }
  addEventListener("popstate", () => { page = location.pathname })
  // What is clicked in a chart or a table opens its page as Back and Forward do: a page that the server turns to would
  // first write the new choices into the address of the page before.
  window.openPage = address => {
    push({}, "", new URL(address, location.href))  // an entry of its own on the same page too: Back closes what it opened
    page = location.pathname
    dispatchEvent(new PopStateEvent("popstate"))
  }
}

// The drawer of a phone would stay open over the page that was chosen in it, and the focus be left in it.
function closeDrawerOnChoice() {
  document.addEventListener("click", event => {
    if (innerWidth > 768 || !event.target.closest?.('[data-testid="stSidebarNavLink"]')) return
    setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click(), 60)
    setTimeout(() => document.querySelector('[data-testid="stExpandSidebarButton"]')?.focus(), 400)
  }, true)
}

// A chart has the width of the screen, a sheet of paper its own, and what a folded note says is missed on it.
const SHEET = 870  // of A4, less its margins, at the size in which page.css prints
function fitPaper() {
  const charts = () => [...document.querySelectorAll(".js-plotly-plot")].filter(chart => chart.clientWidth)
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll(".st-key-notes details:not([open])")) {
      fold.open = true
      fold.dataset.opened = ""
      fold.querySelector("[inert]")?.removeAttribute("inert")
    }
    for (const chart of charts()) {
      chart.dataset.width = chart.clientWidth
      window.Plotly.relayout(chart, { width: SHEET })
    }
  })
  addEventListener("afterprint", () => {
    for (const fold of document.querySelectorAll("details[data-opened]")) {
      fold.open = false
      delete fold.dataset.opened
    }
    for (const chart of charts()) window.Plotly.relayout(chart, { width: Number(chart.dataset.width) || null })
  })
}

export default function ({ data }) {
  speak(data)
  if (window.isTended) return
  window.isTended = true
  keepBackBetweenPages()
  closeDrawerOnChoice()
  fitPaper()
  new MutationObserver(changes => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") addedNodes.forEach(translateBelow)
      else if (type === "characterData") translateBelow(target)
      else if (!target.closest(OURS)) sayOf(target)
    }
    groupMenu()
    if (document.querySelector('[role="dialog"]')) translateDialogs()
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: SAYING })
}
