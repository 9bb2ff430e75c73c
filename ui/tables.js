// A table of real rows: it prints whole, wraps, and is spoken as painted. Writes text, never markup.
const AT_ONCE = 150 // rows drawn at first, the others as the page is rolled to them
const PLAIN = 4 // a table of more columns, or of two with long texts, stands as cards where it is narrow and has not said which of them stay

const make = (name, className, words) => {
  const element = document.createElement(name)
  if (className) element.className = className
  if (words !== undefined) element.textContent = words
  return element
}

const kept = new WeakMap()

export default function ({ data, parentElement, setTriggerValue }) {
  const before = kept.get(parentElement)
  if (before?.data === data) {
    before.tell = setTriggerValue
    return before.leave
  }
  before?.leave()
  const own = { data, tell: setTriggerValue }
  kept.set(parentElement, own)
  const { columns, addresses, groups, alt, own: ownRow, sorted_by: [sortedBy, falls], can_sort: canSort, missing, explain, more, official } = JSON.parse(data)
  const count = columns[0].cells.length
  const numeric = ({ kind }) => kind === "number" || kind === "change"
  const classes = (column, ...more) => [
    numeric(column) && "number", column.isFar && "far", column.isNarrow && "narrow", column.isPinned && "pinned",
    column.width && !column.spans && "wrap", column.spans && "spans", column.fills && "chips",
    column.kind === "change" && "change", ...more,
  ].filter(Boolean).join(" ")

  const wordy = columns.filter(column => column.width && !column.spans).length
  const frame = make("div", "frame")
  const table = make("table", [
    columns.some(column => column.isNarrow) ? "narrowing" : columns.length > PLAIN || wordy > 1 ? "stacking" : "", groups.length ? "grouped" : "", columns.some(column => column.spans) ? "spined" : "",
  ].join(" ").trim())
  table.append(make("caption", "unseen", alt))
  frame.append(table)

  const head = make("thead")
  const titles = make("tr", "titles")
  if (columns.some(column => column.over)) {
    const above = make("tr", "above")
    for (let at = 0; at < columns.length;) {
      let span = 1
      while (columns[at].over && columns[at + span]?.over === columns[at].over) span++
      const cell = make(columns[at].over ? "th" : "td", columns[at].isFar ? "far" : "", columns[at].over)
      cell.colSpan = span
      if (columns[at].over) cell.scope = "colgroup"
      above.append(cell)
      at += span
    }
    head.append(above)
  }
  // Beside a title, what its figures mean: said once for columns that share it, and not where a title under a common head
  // is only told in full.
  const said = new Set()
  const ask = ({ title, help }) => {
    const bubble = make("div", "told", help)
    bubble.popover = "auto"
    bubble.id = `told-${said.size}`
    const [words, address] = more
    const link = make("a", "", words)
    link.href = address
    link.addEventListener("click", event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      bubble.hidePopover()
      window.openPage(address)
    })
    bubble.append(link)
    const button = make("button", "ask", "?")
    button.type = "button"
    button.popoverTargetElement = bubble
    button.setAttribute("aria-label", `${explain}: ${title}`)
    button.setAttribute("aria-describedby", bubble.id)
    const close = () => bubble.hidePopover()
    bubble.addEventListener("beforetoggle", ({ newState }) => {
      if (newState === "closed") return removeEventListener("scroll", close, true)
      const { left, top, bottom } = button.getBoundingClientRect()
      const isAbove = bottom > innerHeight * 0.7
      bubble.style.left = `clamp(8px, ${left}px, 100vw - min(300px, 100vw - 16px) - 8px)`
      bubble.style.top = isAbove ? "auto" : `${bottom + 2}px`
      bubble.style.bottom = isAbove ? `${innerHeight - top + 2}px` : "auto"
      addEventListener("scroll", close, true)
    })
    frame.append(bubble)
    return button
  }
  // The column of the longest text takes what is left, so no other is wider than it needs to be.
  const wrapping = columns.filter(column => column.width && !column.spans)
  const widest = wrapping.reduce((a, b) => a && a.width >= b.width ? a : b, null)
  for (const column of columns) {
    const cell = make("th", classes(column))
    cell.scope = "col"
    if (column === widest) cell.style.setProperty("--least", `${wrapping.length > 1 ? column.width / 2 : column.width}px`)
    else if (column.width) cell.style.width = `${column.width}px`
    if (column.help) cell.title = column.help
    if (column.ticks) {
      const axis = make("span", "axis")
      for (const [at, words] of column.ticks) {
        const tick = make("span", "", words)
        tick.style.left = `${at * 100}%`
        axis.append(tick)
      }
      cell.append(make("span", "unseen", column.title), axis)
    } else if (canSort) {
      const button = make("button", "", column.title)
      const isSorted = sortedBy === column.key
      button.type = "button"
      if (isSorted) cell.setAttribute("aria-sort", falls ? "descending" : "ascending")
      button.addEventListener("click", () => {
        const first = column.fallsFirst ? "down" : "up"
        const isFirst = isSorted && falls === (first === "down")
        own.tell("sort", !isSorted ? `${column.key}.${first}` : isFirst ? `${column.key}.${falls ? "up" : "down"}` : "")
      })
      cell.append(button)
    } else cell.textContent = column.title
    if (column.help && !column.over && !said.has(column.help)) {
      said.add(column.help)
      const both = make("div", "asked")
      both.append(...cell.childNodes, ask(column))
      cell.append(both)
    }
    titles.append(cell)
  }
  head.append(titles)
  table.append(head)

  const written = (column, at) => {
    const words = column.cells[at]
    const cell = make("td", classes(column, words === missing && "missing"))
    if (column.fills) {
      const [letter, ground, colour] = column.fills[at]
      const chip = make("span", "chip", letter)
      chip.style.background = ground
      chip.style.color = colour
      chip.setAttribute("aria-hidden", "true")
      cell.title = words
      cell.append(chip, make("span", "unseen", words))
    } else if (column.spans) {
      const [from, half, until, to, mark, self] = column.spans[at]
      const spine = make("span", "spine")
      const put = (name, start, end) => {
        const part = make("i", name)
        part.style.left = `${start * 100}%`
        if (end !== undefined) part.style.width = `${(end - start) * 100}%`
        spine.append(part)
      }
      if (from != null) put("all", from, to)
      if (half != null) put("half", half, until)
      if (mark != null) put("mark", mark)
      if (self != null) put("self", self)
      cell.append(make("span", "unseen", words), spine)
      cell.title = words
    } else if (column.shares) {
      const bar = make("span", "bar")
      const whole = make("i")
      bar.append(make("span", "", words), whole)
      if (column.shares[at] != null) {
        const length = make("b")
        length.style.width = `${column.shares[at] * 100}%`
        whole.append(length)
      }
      if (column.mark != null) {
        const mark = make("u")
        mark.style.left = `${column.mark * 100}%`
        whole.append(mark)
      }
      cell.append(bar)
    } else if (column.kind === "change") cell.append(make("span", ["falls", "", "rises"][(column.signs?.[at] ?? 0) + 1], words))
    else cell.textContent = words
    if (column.printed?.[at]) cell.lang = official
    cell.dataset.title = column.title
    return cell
  }
  const named = columns.findIndex(column => column.isPinned)
  const line = (at, isPin = false) => {
    const row = make("tr", at === ownRow ? (isPin ? "own pin" : "own") : "")
    for (const column of columns) row.append(written(column, at))
    const address = addresses[at]
    if (address) {
      const place = row.children[Math.max(named, 0)]
      const link = make("a", "", place.textContent)
      link.href = address
      if (isPin) link.tabIndex = -1
      link.addEventListener("click", event => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return event.stopPropagation()
        event.preventDefault()
      })
      place.replaceChildren(link)
      row.classList.add("leads")
      row.addEventListener("click", () => String(getSelection()) || window.openPage(address))
    }
    if (isPin) row.setAttribute("aria-hidden", "true")
    return row
  }

  const body = make("tbody")
  if (ownRow > 2) body.append(line(ownRow, true))
  table.append(body)
  const starts = new Map()
  groups.reduce((start, group) => (starts.set(start, group), start + group.count), 0)
  let drawn = 0
  const draw = until => {
    const more = document.createDocumentFragment()
    for (; drawn < Math.min(until, count); drawn++) {
      const group = starts.get(drawn)
      if (group) {
        const row = make("tr", "group")
        const cell = make("th")
        const title = make("span", "title")
        title.append(make("b", "", group.title), make("span", "", group.side))
        cell.colSpan = columns.length
        cell.scope = "rowgroup"
        cell.append(title, ...group.notes.map(note => make("span", "note", note)))
        row.append(cell)
        more.append(row)
      }
      more.append(line(drawn))
    }
    body.append(more)
    const rest = frame.querySelector(".rest")
    if (drawn === count) rest?.remove()
  }
  draw(AT_ONCE)
  const all = () => draw(count)
  const rolled = new IntersectionObserver(seen => seen.some(part => part.isIntersecting) && draw(drawn + AT_ONCE), { rootMargin: "600px" })
  if (drawn < count) {
    const rest = make("div", "rest")
    frame.append(rest)
    rolled.observe(rest)
  }
  addEventListener("beforeprint", all)

  // One stop of the Tab key; arrows go from head to head and from row to row.
  const stops = () => [[...titles.querySelectorAll("button")], [...body.querySelectorAll("tr:not(.pin) a")]]
  const stop = element => {
    for (const each of table.querySelectorAll("button, tr:not(.pin) a")) each.tabIndex = each === element ? 0 : -1
  }
  const first = () => stops().flat()[0]
  table.addEventListener("focusin", event => stop(event.target.closest("button, a")))
  table.addEventListener("keydown", event => {
    const [heads, links] = stops()
    const at = event.target.closest("button, a")
    const inHead = heads.indexOf(at)
    const inBody = links.indexOf(at)
    const to = {
      ArrowRight: inHead >= 0 && heads[inHead + 1],
      ArrowLeft: inHead >= 0 && heads[inHead - 1],
      ArrowDown: inHead >= 0 ? links[0] : links[inBody + 1],
      ArrowUp: inBody > 0 ? links[inBody - 1] : inBody === 0 && heads[0],
      Home: (inHead >= 0 ? heads : links)[0],
      End: (inHead >= 0 ? heads : links).at(-1),
    }[event.key]
    if (!to) return
    event.preventDefault()
    to.focus()
  })

  // Where the columns do not fit, the table rolls sideways below its own edge, its first column staying.
  const measured = new ResizeObserver(() => {
    frame.classList.remove("rolls")
    frame.classList.toggle("rolls", table.offsetWidth > frame.clientWidth + 1)
    table.style.setProperty("--head", `${titles.offsetHeight}px`)
    const isStop = frame.classList.contains("rolls") && !first()
    frame.tabIndex = isStop ? 0 : -1
    if (!isStop) frame.removeAttribute("tabindex")
  })
  measured.observe(frame)

  const focused = parentElement.activeElement
  const place = focused ? [...parentElement.querySelectorAll("thead button")].indexOf(focused) : -1
  parentElement.querySelector(".frame")?.remove()
  parentElement.append(frame)
  const start = stops()[0][place] ?? first()
  if (start) stop(start)
  if (place >= 0) start?.focus()

  own.leave = () => {
    for (const bubble of frame.querySelectorAll(":popover-open")) bubble.hidePopover()
    measured.disconnect()
    rolled.disconnect()
    removeEventListener("beforeprint", all)
  }
  return own.leave
}
