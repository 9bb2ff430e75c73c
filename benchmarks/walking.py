"""From page to page in a warm browser, and to another unit on the same page, timed by the browser itself: from the
click until it is painted.
"""

import itertools
import sys
import tempfile
from pathlib import Path

from benchmarks.measured import Measured
from benchmarks.serving import answered, browser, free_port, served
from text.catalogue import say

ADDRESS = "/overview?lang=vi&index=dti&year=2023&cohort=vn63&measure=index&unit=08"
PAGES = ("ranking", "profile", "comparison", "overview")
ROUNDS = 8
WATCH = """
([title, answer]) => {
  const seen = {}, text = (place) => document.querySelector(place)?.textContent.trim()
  const shows = {
    text: () => document.title.endsWith(title) && (answer === null || text('h1') === answer),
    charts: () => seen.text && document.querySelector('.js-plotly-plot .main-svg')
      && !document.querySelector('[data-testid="stSkeleton"]')
      && document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning',
  }
  const note = () => {
    for (const [name, isShown] of Object.entries(shows)) {
      if (seen[name] || !isShown()) continue
      seen[name] = true
      // The next frame paints it; when the one after that begins, it has been painted.
      requestAnimationFrame(() => requestAnimationFrame(() => {
        window.walked[name] = (performance.now() - window.walked.click) / 1000
      }))
    }
  }
  window.walked = {}
  window.watching?.disconnect()
  window.watching = new MutationObserver(note)
  window.watching.observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true})
  document.addEventListener('click', () => { window.walked.click = performance.now() }, {once: true, capture: true})
}
"""

UNITS = ("Hà Nội", "Lào Cai", "Huế")
WATCH_ANSWER = """
() => {
  const text = () => document.querySelector('h1')?.textContent, before = text()
  let click = 0
  window.answered = null
  const watching = new MutationObserver(() => {
    if (!text() || text() === before) return
    watching.disconnect()
    requestAnimationFrame(() => requestAnimationFrame(() => { window.answered = (performance.now() - click) / 1000 }))
  })
  watching.observe(document.body, {subtree: true, childList: true, characterData: true})
  document.addEventListener('click', () => { click = performance.now() }, {once: true, capture: true})
}
"""

# The least a page of the library can hold: what the reader presses, and a title that answers.
BARE_PAGE = """
import streamlit as st
if st.button("go"):
    st.session_state["times"] = st.session_state.get("times", 0) + 1
st.title(f"Answer {st.session_state.get('times', 0)}")
"""


def walk(address: str) -> list[dict[str, float]]:
    """Seconds to title with answer, and to the charts, of one page after the other of the dashboard at an address."""
    walked = []
    answers: dict[str, str] = {}
    with browser() as page:
        page.goto(address + ADDRESS)
        page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=30_000)
        page.wait_for_timeout(2000)
        for name in itertools.islice(itertools.cycle(PAGES), (1 + ROUNDS) * len(PAGES)):
            title = say("vi", f"{name}_title")
            page.evaluate(WATCH, [title, answers.get(name)])
            page.get_by_role("link", name=title, exact=True).first.click()
            page.wait_for_function("() => window.walked.charts", timeout=30_000)
            page.wait_for_timeout(700)
            if name in answers:  # the first round warms the browser, and says what each page answers
                walked.append(page.evaluate("() => window.walked"))
            answers[name] = (page.locator("h1").first.text_content() or "").strip()
    return walked


def visit_units(address: str) -> list[float]:
    """Seconds to the answer about another unit on the same page, the profile, after changes that do not count."""
    seconds = []
    with browser() as page:
        page.goto(address + ADDRESS.replace("overview", "profile"))
        page.locator(".js-plotly-plot .main-svg").filter(visible=True).first.wait_for(timeout=30_000)
        page.wait_for_timeout(2000)
        for name in itertools.islice(itertools.cycle(UNITS), (1 + ROUNDS) * len(UNITS)):
            page.locator(".st-key-pick_unit input").fill(name)
            option = page.locator(".st-key-pick_unit li").filter(has_text=name).first
            option.wait_for()
            page.evaluate(WATCH_ANSWER)
            option.click()
            page.wait_for_function("() => window.answered", timeout=30_000)
            page.wait_for_timeout(700)
            seconds.append(page.evaluate("() => window.answered"))
    return seconds[len(UNITS) :]


def press_bare_page() -> list[float]:
    """The same seconds of a page of the library that has nothing but a button and a title."""
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        script, port = Path(folder, "bare.py"), free_port()
        script.write_text(BARE_PAGE, encoding="utf-8")
        settings = ["--server.headless=true", f"--server.port={port}"]
        command = [sys.executable, "-m", "streamlit", "run", str(script), *settings]
        with answered(command, port) as (address, *_), browser() as page:
            page.goto(address)
            page.locator("h1").first.wait_for(timeout=30_000)
            page.wait_for_timeout(2000)
            for _ in range((1 + ROUNDS) * len(UNITS)):
                page.evaluate(WATCH_ANSWER)
                page.get_by_role("button", name="go").click()
                page.wait_for_function("() => window.answered", timeout=30_000)
                page.wait_for_timeout(700)
                seconds.append(page.evaluate("() => window.answered"))
    return seconds[len(UNITS) :]


def measure() -> list[Measured]:
    """Text and charts of the next page, whose floor is the fastest of all changes, and the answer about another unit,
    whose floor is a page with nothing else on it.
    """
    bare = press_bare_page()
    with served() as (address, *_):
        walked, visited = walk(address), visit_units(address)
    texts, charts = ([change[shown] for change in walked] for shown in ("text", "charts"))
    return [
        Measured("page to page: text", texts, "s", 0.3, "fastest", [min(texts)]),
        Measured("another unit: answer", visited, "s", 0.1, "a bare page of the library", bare),
        Measured("page to page: charts", charts, "s", 1.0, "fastest", [min(charts)]),
    ]
