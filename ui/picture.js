// Every chart gets two buttons, PNG and SVG. Both files hold what the chart shows on the page, title, caveats and
// source included, with the page's own letters: a picture cannot load fonts by itself, so the loaded ones go into it.
const FAMILY = "Be Vietnam Pro"
const WEIGHTS = ["400", "700"]
const SCALE = 2
const LEAST_STROKES = 3
const MOST_STROKES = 20
const LOOK = `
  .picture-files { position: absolute; top: 0; right: 0; z-index: 5; display: flex; gap: 2px; border-radius: 4px; }
  .picture-files button { all: unset; box-sizing: border-box; min-width: 36px; height: 24px; text-align: center;
    font-size: 11px; line-height: 24px; border-radius: 4px; cursor: pointer; opacity: .8; }
  .picture-files button:hover { opacity: 1; text-decoration: underline; }
  .picture-files button:focus-visible { opacity: 1; outline: 2px solid currentColor; outline-offset: -2px; }
  .stPlotlyChart { container-type: inline-size; }
  @container (max-width: 460px) {
    .stPlotlyChart:not(:hover, :focus-within) .picture-files { opacity: 0; pointer-events: none; }
  }
  @media print { .picture-files { display: none; } }`

export default function ({ data }) {
  if (window.pictureFiles) return window.pictureFiles(data)
  let words = data
  const tend = () => document.querySelectorAll(".stPlotlyChart").forEach(place => offer(place, words))
  let waiting = 0
  new MutationObserver(() => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0
      tend()
    })
  }).observe(document.body, { childList: true, subtree: true })
  document.head.append(Object.assign(document.createElement("style"), { textContent: LOOK }))
  window.pictureFiles = spoken => {
    words = spoken
    tend()
  }
  tend()
}

function offer(place, words) {
  const graph = place.querySelector(".js-plotly-plot")
  if (!graph?.layout) return
  const row = place.querySelector(".picture-files") ?? place.appendChild(drawn(place))
  row.style.background = graph.layout.paper_bgcolor
  row.style.color = graph.layout.font.color
  for (const button of row.children) {
    const label = words[button.textContent]
    if (button.title === label) continue
    button.title = label
    button.setAttribute("aria-label", label)
  }
}

function drawn(place) {
  const row = document.createElement("div")
  row.className = "picture-files"
  for (const format of ["PNG", "SVG"]) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = format
    button.addEventListener("click", () => save(place.querySelector(".js-plotly-plot"), format))
    row.append(button)
  }
  return row
}

async function save(graph, format) {
  const size = { width: graph.clientWidth, height: graph.clientHeight }
  const bare = await window.Plotly.toImage(graph, { format: "svg", ...size, imageDataOnly: true })
  const picture = bare.replace(/>/, `><style>${await letters()}</style>`)
  const file = new Blob([picture], { type: "image/svg+xml" })
  const address = URL.createObjectURL(format === "SVG" ? file : await painted(file, size))
  const download = `${name(graph)}.${format.toLowerCase()}`
  Object.assign(document.createElement("a"), { href: address, download }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60000)
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
  const title = graph.layout.annotations[0].text.replace(/<[^>]+>/g, " ").normalize("NFD").replace(/đ/gi, "d")
  const words = title.replace(/[\u0300-\u036f]/g, "").toLowerCase().match(/[a-z0-9]+/g)
  return words.join("-").slice(0, 100)
}
