const COLUMN = 110 // pixels that a column needs on average

// A table whose rows stand as lines below one another where the page is narrow. Writes text, never markup.
export default function ({ data, parentElement }) {
  const make = (name, role, words) => {
    const element = document.createElement(name)
    element.setAttribute("role", role)
    if (words !== undefined) element.textContent = words
    return element
  }
  const table = make("table", "table")
  table.setAttribute("aria-label", data.alt)
  const head = table.createTHead()
  head.setAttribute("role", "rowgroup")
  const titles = head.insertRow()
  titles.setAttribute("role", "row")
  data.columns.forEach(({ title, kind }) => {
    const cell = make("th", "columnheader", title)
    cell.scope = "col"
    cell.className = kind
    titles.append(cell)
  })
  const body = table.createTBody()
  body.setAttribute("role", "rowgroup")
  const draw = rows => rows.forEach(row => {
    const line = body.insertRow()
    line.setAttribute("role", "row")
    row.forEach((words, place) => {
      const { title, kind } = data.columns[place]
      const cell = make("td", "cell")
      cell.className = [kind, place ? "" : "first", words === data.missing ? "empty" : ""].join(" ")
      const label = document.createElement("span")
      if (kind !== "head" && kind !== "body") {
        cell.classList.add("side")
        label.textContent = `${title}: `
      }
      cell.append(label, words)
      line.append(cell)
    })
  })
  draw(data.rows.slice(0, data.first))
  const parts = [table]
  if (data.rows.length > data.first) {
    const more = document.createElement("button")
    more.type = "button"
    more.textContent = data.more
    more.addEventListener("click", () => {
      draw(data.rows.slice(data.first))
      more.remove()
    })
    parts.push(more)
  }
  const observer = new ResizeObserver(([{ contentRect }]) => {
    table.classList.toggle("stacked", contentRect.width < COLUMN * data.columns.length)
  })
  observer.observe(parentElement.host ?? parentElement)
  parentElement.replaceChildren(...[...parentElement.querySelectorAll("style, link")], ...parts)
  return () => observer.disconnect()
}
