// Opens a file of scenarios in the browser: its text goes to the page that is open, nothing is kept on the server.
export default function ({ data, parentElement, setTriggerValue }) {
  let label = parentElement.querySelector("label")
  if (!label) {
    label = document.createElement("label")
    label.append(document.createElement("span"), Object.assign(document.createElement("input"), { type: "file", accept: ".json" }))
    parentElement.append(label)
  }
  label.querySelector("span").textContent = data.label
  label.querySelector("input").onchange = async event => {
    const [file] = event.target.files
    if (file) setTriggerValue("opened", file.size > data.largest ? "" : await file.text())
    event.target.value = ""
  }
}
