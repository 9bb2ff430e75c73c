// A button that copies the address of the page as it is. A page that came over plain http may not use the clipboard by
// itself: there the browser copies what is selected, or else its reader does.
const SHOWN = 2500
const LOOK = `
  :host { display: block; position: relative; }
  button { all: unset; box-sizing: border-box; display: grid; place-items: center; width: 32px; height: 36px;
    border-radius: 4px; color: var(--st-text-color); cursor: pointer; }
  button:hover { color: var(--st-primary-color); }
  button:focus-visible { outline: 2px solid currentColor; outline-offset: -2px; }
  svg { width: 18px; height: 18px; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; }
  output { position: fixed; z-index: 100; padding: 6px 10px; border-radius: 4px; white-space: nowrap;
    font: 400 13px/18px var(--st-font); color: var(--st-background-color); background: var(--st-text-color); }
  output:empty { display: none; }
  input { width: min(320px, 70vw); margin-top: 4px; font: inherit; display: block; }
`
const DRAWING = [
  "M7.5 10.5a3 3 0 0 0 4.2 0l2.8-2.8a3 3 0 0 0-4.2-4.2l-.9.9",
  "M10.5 7.5a3 3 0 0 0-4.2 0l-2.8 2.8a3 3 0 0 0 4.2 4.2l.9-.9",
]

function build(parent) {
  const style = Object.assign(document.createElement("style"), { textContent: LOOK })
  const button = Object.assign(document.createElement("button"), { type: "button" })
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  drawing.setAttribute("viewBox", "0 0 18 18")
  drawing.setAttribute("aria-hidden", "true")
  for (const path of DRAWING) {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path")
    line.setAttribute("d", path)
    drawing.append(line)
  }
  button.append(drawing)
  parent.append(style, button, document.createElement("output"))
  return button
}

const copiedBySelection = (place, address) => {
  const field = Object.assign(document.createElement("input"), { value: address, readOnly: true })
  place.append(field)
  field.select()
  const isCopied = document.execCommand("copy")
  if (isCopied) field.remove()
  return isCopied
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button") ?? build(parentElement)
  const told = parentElement.querySelector("output")
  button.setAttribute("aria-label", data.label)
  button.title = data.label
  button.onclick = async () => {
    told.replaceChildren()
    const { bottom, right } = button.getBoundingClientRect()
    Object.assign(told.style, { top: `${bottom + 10}px`, right: `${innerWidth - right}px` })
    const isCopied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false)
      || copiedBySelection(told, location.href)
    told.prepend(isCopied ? data.copied : data.by_hand)
    if (!isCopied) return
    button.focus()
    setTimeout(() => told.replaceChildren(), SHOWN)
  }
}
