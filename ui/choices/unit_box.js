// A combobox after the ARIA pattern. What is typed is folded like `text.folding.unit_key`, which made the keys.
const fold = text => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[đð]/g, "d")
  .replace(/[^\p{L}\p{N}]+/gu, " ").trim().replace(/^(?:tinh|thanh pho|t ?p) (?=\S)/, "")

const MOST_LINES = 100

const icon = (name, path) => {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path")
  drawing.setAttribute("class", name)
  drawing.setAttribute("viewBox", "0 0 18 18")
  drawing.setAttribute("aria-hidden", "true")
  line.setAttribute("d", path)
  drawing.append(line)
  return drawing
}

function build(parent) {
  const box = document.createElement("div")
  const input = document.createElement("input")
  const list = document.createElement("ul")
  box.className = "box"
  Object.assign(input, { type: "text", autocomplete: "off", spellcheck: false })
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-controls": "units", "aria-autocomplete": "list", enterkeyhint: "go",
  })) input.setAttribute(name, value)
  list.id = "units"
  list.setAttribute("role", "listbox")
  list.tabIndex = -1  // Chrome makes a list that scrolls a stop of the Tab key, and Tab would go round in circles
  list.hidden = true
  box.append(
    icon("pin", "M9 16.2S3.8 11 3.8 7.2a5.2 5.2 0 0 1 10.4 0C14.2 11 9 16.2 9 16.2ZM9 9a1.9 1.9 0 1 0 0-3.8A1.9 1.9 0 0 0 9 9Z"),
    input,
    icon("down", "M4.5 7 9 11.5 13.5 7"),
    list,
  )
  parent.append(box)
  return box
}

// How well an option fits what is typed: 0 by its beginning, 1 within a name, 2 by the name of a former unit; null not.
function fit(option, wanted) {
  const closed = wanted.replaceAll(" ", "")
  const has = key => key.includes(wanted) || key.replaceAll(" ", "").includes(closed)
  if (!wanted || option.keys.some(key => key.startsWith(wanted))) return { place: 0 }
  if (option.keys.some(has)) return { place: 1 }
  const former = option.former.find(each => each.keys.some(has))
  return former ? { place: 2, former } : null
}

export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector(".box") ?? build(parentElement)
  const input = box.querySelector("input")
  const list = box.querySelector("ul")
  const { code, words, cookie, path } = data
  // All units of an edition are sent once; a window that has missed them asks again.
  if (data.options) window.unitsOfBox = { of: data.of, options: data.options }
  if (window.unitsOfBox?.of !== data.of) {
    setTriggerValue("missed", true)
    return
  }
  const { options } = window.unitsOfBox
  const own = options.find(option => option.code === code)
  const rest = own?.name ?? ""
  let at = -1
  let shown = []
  box.classList.toggle("asks", !own)
  input.setAttribute("aria-label", words.label)
  list.setAttribute("aria-label", words.label)
  input.placeholder = words.ask
  if (input !== parentElement.activeElement) input.value = rest

  const mark = place => {
    at = place
    for (const [index, item] of [...list.children].entries()) item.setAttribute("aria-selected", index === at)
    list.children[at]?.scrollIntoView({ block: "nearest" })
    input.setAttribute("aria-activedescendant", at < 0 ? "" : `unit-${at}`)
  }
  // Containers of the page cut off what leaves them, so the list hangs on the window and follows the page as it rolls.
  const hang = () => {
    if (list.hidden) return
    const { left, bottom, width } = input.getBoundingClientRect()
    Object.assign(list.style, { left: `${left}px`, top: `${bottom + 2}px`, minWidth: `${Math.max(width, 264)}px` })
  }
  const close = () => {
    list.hidden = true
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
    input.value = rest
  }
  const remember = (memory, age) => {
    document.cookie = `${cookie}=${memory}; path=${path}; max-age=${age}; SameSite=Lax`
  }
  const choose = (option, isByKey) => {
    list.hidden = true
    input.value = option.code ? option.name : ""
    input.setAttribute("aria-expanded", "false")
    if (isByKey) input.select()
    else input.blur()  // or the keyboard of a phone would stay over the answer
    if (option.code) remember(option.memory, 31536000)
    else remember("", 0)
    setTriggerValue("chosen", option.address)
  }
  const item = (option, index, name, side, kind) => {
    const line = document.createElement("li")
    const left = document.createElement("span")
    const right = document.createElement("small")
    line.id = `unit-${index}`
    line.className = kind
    line.setAttribute("role", "option")
    left.textContent = name
    right.textContent = side
    line.append(left, right)
    line.onmousedown = event => event.preventDefault()  // the field keeps its focus, or the list would be gone
    line.onclick = () => choose(option)
    return line
  }
  const open = text => {
    const wanted = fold(text)
    const fitting = options.map(option => [option, fit(option, wanted)]).filter(([, fits]) => fits)
    fitting.sort((one, other) => one[1].place - other[1].place)
    // Of thousands of communes the first are drawn, before anything is typed those around the own one.
    const first = wanted ? 0 : Math.max(0, options.indexOf(own) - MOST_LINES / 2)
    const found = fitting.slice(first, first + MOST_LINES)
    shown = found.map(([option, { former }]) => former ? { ...option, address: former.address } : option)
    const lines = found.map(([option, { former }], index) => former
      ? item(shown[index], index, former.name, former.side, "")
      : item(option, index, option.name, option.side, option.code === code ? "own" : ""))
    if (!wanted && data.isChosen) {
      const nobody = { code: "", address: "" }
      shown.push(nobody)
      lines.push(item(nobody, lines.length, words.forget, "", "forget"))
    }
    if (!lines.length || found.length < fitting.length) {
      const told = document.createElement("li")
      told.className = "none"
      told.setAttribute("role", "option")
      told.setAttribute("aria-disabled", "true")
      told.textContent = lines.length ? words.more : words.none
      lines.push(told)
    }
    list.replaceChildren(...lines)
    list.hidden = false
    hang()
    input.setAttribute("aria-expanded", "true")
    mark(wanted && shown.length ? 0 : shown.findIndex(option => option.code && option.code === code))
  }
  input.onfocus = () => { input.select(); open("") }
  input.onclick = () => { if (list.hidden) open("") }
  input.oninput = () => open(input.value)
  input.onblur = close
  input.onkeydown = event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      if (list.hidden) open("")
      else if (shown.length) mark((at + step + shown.length) % shown.length)
    } else if (event.key === "Enter" && shown[at]) choose(shown[at], true)
    else if (event.key === "Escape") { close(); input.select() }
  }
  window.addEventListener("scroll", hang, { capture: true, passive: true })
  return () => { window.removeEventListener("scroll", hang, { capture: true }) }
}
