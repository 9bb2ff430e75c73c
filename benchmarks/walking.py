"""From page to page in a warm browser, timed by the browser itself: from the click until it is painted."""

import itertools

from benchmarks.measured import Measured
from benchmarks.serving import browser, served
from text.catalogue import say

ADDRESS = "/overview?lang=vi&index=dti&year=2023&cohort=vn63&measure=index&unit=08"
PAGES = ("ranking", "profile", "comparison", "overview")
ROUNDS = 8
ANSWER = "h2"
WATCH = """
([title, heading, answer]) => {
  const seen = {}, text = (place) => document.querySelector(place)?.textContent.trim()
  const shows = {
    text: () => text('h1') === title && (answer === null || text(heading) === answer),
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
            page.evaluate(WATCH, [title, ANSWER, answers.get(name)])
            page.get_by_role("link", name=title, exact=True).first.click()
            page.wait_for_function("() => window.walked.charts", timeout=30_000)
            page.wait_for_timeout(700)
            if name in answers:  # the first round warms the browser, and says what each page answers
                walked.append(page.evaluate("() => window.walked"))
            answers[name] = page.locator(ANSWER).first.inner_text()
    return walked


def measure() -> list[Measured]:
    """Text and charts of the next page; the floor is the fastest of all changes."""
    with served() as (address, *_):
        walked = walk(address)
    texts, charts = ([change[shown] for change in walked] for shown in ("text", "charts"))
    return [
        Measured("page to page: text", texts, "s", 0.3, "fastest", [min(texts)]),
        Measured("page to page: charts", charts, "s", 1.0, "fastest", [min(charts)]),
    ]
