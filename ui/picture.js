// What every chart of the page gets: two buttons, PNG and SVG, and marks that open the unit they stand for.
// A file holds what the page says around the chart and more: heading, caveats and source stand in the picture, on white
// paper, with the page's own letters. A picture cannot load fonts by itself, so the loaded ones go into it.
const FAMILY = "Be Vietnam Pro"
const WEIGHTS = ["400", "700"]
const SCALE = 2
const LEAST_WIDTH = 720
const EDGE = 16
const LINES = {
  heading: { size: 15, height: 20, bold: true, colour: "text" },
  quiet: { size: 12, height: 17, bold: false, colour: "quiet" },
}
const LEAST_STROKES = 3
const MOST_STROKES = 20
const LOOK = `
  [class*="st-key-figure_"] { position: relative; }
  [class*="st-key-figure_"] .stPlotlyChart { margin-top: -8px; }
  [class*="st-key-figure_"] h2 { padding: 0 84px 0 0; line-height: 22px; text-wrap: balance; }
  .picture-files { position: absolute; top: 0; right: 0; z-index: 5; display: flex; gap: 2px; }
  .picture-files button { all: unset; box-sizing: border-box; min-width: 38px; height: 24px; text-align: center;
    font-size: 12px; line-height: 24px; border-radius: 4px; cursor: pointer; opacity: .75; }
  .picture-files button:hover { opacity: 1; text-decoration: underline; }
  .picture-files button:focus-visible { opacity: 1; outline: 2px solid currentColor; outline-offset: -2px; }
  .js-plotly-plot.leads-on .nsewdrag { cursor: pointer; }
  @media (max-width: 359px) {
    :is(.st-key-figure_overview_map, .st-key-figure_ranking_map, .st-key-figure_parent_map) .bartext { font-size: 6.4px !important; }
  }
  @media print { .picture-files { display: none; } }`

export default function ({ data }) {
  const kept = (window.pictures ??= { listening: new WeakMap() })
  Object.assign(kept, data)
  if (!kept.isBegun) begin(kept)
  tend(kept)
}

function begin(kept) {
  kept.isBegun = true
  let waiting = 0
  new MutationObserver(() => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0
      tend(kept)
    })
  }).observe(document.body, { childList: true, subtree: true })
  document.head.append(Object.assign(document.createElement("style"), { textContent: LOOK }))
}

function tend(kept) {
  for (const place of document.querySelectorAll('[class*="st-key-figure_"]')) {
    const graph = place.querySelector(".js-plotly-plot")
    if (!graph?.layout?.meta) continue
    offer(place, kept)
    listen(graph, kept)
  }
}

function offer(place, kept) {
  const row = place.querySelector(".picture-files") ?? place.appendChild(drawn(place, kept))
  for (const button of row.children) {
    const label = kept.words[button.textContent]
    if (button.title === label) continue
    button.title = label
    button.setAttribute("aria-label", label)
  }
}

function drawn(place, kept) {
  const row = document.createElement("div")
  row.className = "picture-files"
  for (const format of ["PNG", "SVG"]) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = format
    button.addEventListener("click", () => save(place.querySelector(".js-plotly-plot"), format, kept))
    row.append(button)
  }
  return row
}

// A graph that is drawn anew from nothing has forgotten who listens; then its `on` is another one.
function listen(graph, kept) {
  if (!graph.on || kept.listening.get(graph) === graph.on) return
  kept.listening.set(graph, graph.on)
  const lead = event => {
    const { address } = graph.layout.meta
    const code = event.points[0]?.customdata
    return address && typeof code === "string" ? address + code : null
  }
  graph.on("plotly_hover", event => graph.classList.toggle("leads-on", lead(event) !== null))
  graph.on("plotly_unhover", () => graph.classList.remove("leads-on"))
  graph.on("plotly_click", event => {
    const address = lead(event)
    const { ctrlKey, metaKey } = event.event ?? {}
    if (address !== null) ctrlKey || metaKey ? window.open(address) : window.openPage(address)
  })
}

async function save(graph, format, kept) {
  await Promise.all(WEIGHTS.map(weight => document.fonts.load(`${weight} 12px "${FAMILY}"`, JSON.stringify(graph.layout.meta))))
  const width = Math.max(LEAST_WIDTH, graph.clientWidth)
  const figure = onWhite({ data: graph.data, layout: graph.layout }, kept.colours)
  const layout = withWords(figure.layout, width)
  const size = { width, height: layout.height }
  const bare = await window.Plotly.toImage({ data: figure.data, layout }, { format: "svg", ...size, imageDataOnly: true })
  const picture = bare.replace(/>/, `><style>${await letters()}</style>`)
  const file = new Blob([picture], { type: "image/svg+xml" })
  const address = URL.createObjectURL(format === "SVG" ? file : await painted(file, size))
  const download = `${name(graph)}.${format.toLowerCase()}`
  Object.assign(document.createElement("a"), { href: address, download }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60000)
}

function onWhite(figure, colours) {
  return JSON.parse(JSON.stringify(figure).replace(/#[0-9A-F]{6}/gi, colour => colours[colour.toUpperCase()] ?? colour))
}

// The words above and below the marks, as wide as the picture.
function withWords(layout, width) {
  const { heading, title, reading, notes } = layout.meta
  const above = [...broken(heading, "heading", width)]
  for (const text of [title === heading ? "" : title, reading]) above.push(...broken(text, "quiet", width))
  const below = notes.flatMap(note => broken(note, "quiet", width))
  const { l, t, b } = layout.margin
  const [top, bottom] = [above, below].map(lines => lines.reduce((sum, line) => sum + line.kind.height, EDGE))
  const written = [
    ...stacked(above, t + top - EDGE, 1, layout, l),
    ...stacked(below, -b, 0, layout, l),
  ]
  return {
    ...layout,
    autosize: false,
    width,
    height: layout.height + top + bottom,
    margin: { ...layout.margin, t: t + top, b: b + bottom },
    annotations: [...(layout.annotations ?? []), ...written],
  }
}

function broken(text, kindName, width) {
  const kind = LINES[kindName]
  const brush = (broken.brush ??= document.createElement("canvas").getContext("2d"))
  brush.font = `${kind.bold ? 700 : 400} ${kind.size}px "${FAMILY}"`
  const lines = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word
    if (lines.length && brush.measureText(longer).width <= width - 2 * EDGE) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.map(line => ({ line, kind }))
}

// Each line is a text of its own: they have two sizes. `from` pixels above the edge of the marks the first one begins.
function stacked(lines, from, y, layout, left) {
  let at = from
  return lines.map(({ line, kind }) => {
    const text = line.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")
    const place = { xref: "paper", yref: "paper", x: 0, y, xanchor: "left", yanchor: "top", showarrow: false }
    const written = {
      ...place,
      text: kind.bold ? `<b>${text}</b>` : text,
      xshift: EDGE - left,
      yshift: at,
      borderpad: 0,
      font: { size: kind.size, color: kind.colour === "text" ? layout.font.color : layout.meta.quiet },
    }
    at -= kind.height
    return written
  })
}

async function painted(file, { width, height }) {
  const image = new Image(width, height)
  image.src = URL.createObjectURL(file)
  await image.decode()
  const canvas = Object.assign(document.createElement("canvas"), { width: width * SCALE, height: height * SCALE })
  const brush = canvas.getContext("2d")
  // The first strokes only make the browser load the letters inside the picture: paint until nothing changes any more.
  for (let stroke = 0, before = null; stroke < MOST_STROKES; stroke++) {
    brush.clearRect(0, 0, canvas.width, canvas.height)
    brush.drawImage(image, 0, 0, canvas.width, canvas.height)
    const now = canvas.toDataURL()
    if (stroke >= LEAST_STROKES && now === before) break
    before = now
    await new Promise(resolve => setTimeout(resolve, 80))
  }
  URL.revokeObjectURL(image.src)
  return new Promise(resolve => canvas.toBlob(resolve, "image/png"))
}

async function letters() {
  const loaded = [...document.fonts].filter(face => face.status === "loaded")
  const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).filter(rule =>
    rule instanceof CSSFontFaceRule && rule.style.fontFamily.includes(FAMILY) && WEIGHTS.includes(rule.style.fontWeight)
    && loaded.some(face => face.family.includes(FAMILY) && face.weight === rule.style.fontWeight
      && face.unicodeRange === rule.style.getPropertyValue("unicode-range")))
  return (await Promise.all(rules.map(inlined))).join("")
}

async function inlined(rule) {
  const [text, address] = rule.cssText.match(/url\("([^"]+)"\)/)
  const file = await (await fetch(new URL(address, rule.parentStyleSheet.href ?? document.baseURI))).blob()
  const reader = new FileReader()
  await new Promise(resolve => {
    reader.onload = resolve
    reader.readAsDataURL(file)
  })
  return rule.cssText.replace(text, `url("${reader.result}")`)
}

function name(graph) {
  const title = graph.layout.meta.title.normalize("NFD").replace(/đ/gi, "d")
  const words = title.replace(/[\u0300-\u036f]/g, "").toLowerCase().match(/[a-z0-9]+/g)
  return words.join("-").slice(0, 100)
}
