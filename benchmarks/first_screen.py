"""What the first screen of every page shows, in a browser, against the goals: ``python -m benchmarks.first_screen``.

Every page of readers in both languages and schemes on a phone and a laptop, for a province. A line of the table is a
page in one language at one size; of the two schemes the worse counts. What misses its goal is in bold. Below the table
stands what is wider than its window, at five widths, and what a page says twice, in sentences of ``LETTERS`` or more.
"""

import argparse
import json
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from playwright.sync_api import Browser

from benchmarks.serving import chromium, served

OWN = ["province", "Tuyên Quang", ""]  # as the box of the own unit writes its cookie
LETTERS = 40
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDTHS = (320, 390, 768, 1366, 1920)
SETTLED = """() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
  && !document.querySelector('[data-testid="stSkeleton"]') && document.querySelector('h1')"""


@dataclass(frozen=True)
class Goal:
    """What a page has to reach at one size: pixels at most, rows or cards at least; None where nothing is asked."""

    answer: float  # upper edge of the title
    size: float  # of its letters, at least
    said: float  # lower edge of title and lead
    mark: float | None = None
    rows: int | None = None
    choices: float = 36
    notes: float = 34  # a line, and room for a finger


PHONE, LAPTOP = (390, 844), (1366, 768)
_ANSWER = {PHONE: Goal(123, 22, 320, mark=600), LAPTOP: Goal(123, 26, 320, mark=345)}
_TABLE = {PHONE: Goal(123, 22, 320, rows=10), LAPTOP: Goal(123, 26, 320, rows=12)}
_LIST = {PHONE: Goal(123, 22, 320, rows=4), LAPTOP: Goal(123, 26, 320, rows=10)}
_READING = {PHONE: Goal(123, 22, 320), LAPTOP: Goal(123, 26, 320)}
PAGES = {
    "overview": _ANSWER,
    "ranking": _TABLE,
    "ranking?view=years": _ANSWER,
    "ranking?view=map": _ANSWER,
    "profile": _ANSWER,
    "comparison": _ANSWER,
    "components?edition=dti.2021.vn63&unit=vn63.08": _LIST,
    "reconciliation": _READING,
}

# Tables and rows of our components lie in shadow trees, so every element is looked for in all of them.
LOOK = """letters => {
  const every = (place, found = []) => {
    for (const one of place.querySelectorAll('*')) { found.push(one); if (one.shadowRoot) every(one.shadowRoot, found) }
    return found
  }
  const all = every(document.querySelector('[data-testid=stMain]')), box = one => one.getBoundingClientRect()
  const isSeen = one => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box(one).height > 0
    && !one.closest('[aria-hidden=true], .unseen')
  const at = selector => { const one = document.querySelector(selector); return one && isSeen(one) ? box(one) : null }
  const title = document.querySelector('h1'), lead = at('.st-key-lead')
  const rows = all.filter(one => one.matches('tbody tr:not(.group)') && isSeen(one))
  const whole = rows.filter(one => box(one).bottom <= innerHeight).length
  const grid = all.find(one => one.matches('canvas[data-testid=data-grid-canvas]') && isSeen(one))
  const inGrid = grid ? Math.max(0, Math.floor((Math.min(innerHeight, box(grid).bottom) - box(grid).top) / 35) - 1) : 0
  const drawn = all.filter(one => one.matches('.main-svg :is(.point, .js-line, .choroplethlayer path), [data-mark]'))
  const marks = [...drawn.filter(isSeen), ...rows, ...(grid ? [grid] : [])]
    .map(one => box(one).top).filter(top => top > box(title).bottom)
  const own = rows.filter(one => one.classList.contains('own') && box(one).bottom <= innerHeight).length
  const blocks = all.filter(one => one.matches('h1, h2, h3, p, li, summary, figcaption, .note, svg text') && isSeen(one)
    && !one.querySelector('p, li, text') && !one.closest('table'))
  const said = blocks.map(one => one.textContent.trim().replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+/g, ''))
    .flatMap(words => words.split(/(?<=[.;])\\s+/)).map(words => words.replace(/[.;]$/, ''))
    .filter(words => words.length >= letters)
  const choices = [...document.querySelectorAll('.st-key-context :is(button, input)')].map(one => box(one).height)
  return {
    answer: box(title).top, size: parseFloat(getComputedStyle(title).fontSize), said: (lead ?? box(title)).bottom,
    choices: Math.max(0, ...choices), notes: at('.st-key-notes summary')?.height ?? 0,
    mark: marks.length ? Math.min(...marks) : null, rows: whole + inGrid, own: own > 0,
    twice: [...new Set(said.filter((words, place) => said.indexOf(words) !== place))],
  }
}"""
WIDER = """() => [document.scrollingElement, document.querySelector('[data-testid=stMain]')]
  .some(one => one.scrollWidth > one.clientWidth)"""


def pages(browser: Browser, address: str, language: str, scheme: Scheme) -> Iterator[tuple[str, Any]]:
    """Every page, opened in a window of its own size by a reader who has chosen a unit."""
    for name in PAGES:
        context = browser.new_context(color_scheme=scheme, locale="vi-VN")
        context.add_cookies([{"name": "dti_unit", "value": quote(json.dumps(OWN, ensure_ascii=False)), "url": address}])
        page = context.new_page()
        path, _, query = name.partition("?")
        page.goto(f"{address}/{path}?lang={language}{'&' if query else ''}{query}")
        page.wait_for_function(SETTLED, timeout=60_000)
        yield name, page
        context.close()


def _missed(goal: Goal, seen: dict) -> set[str]:
    """The names of what is not reached."""
    most = {name: getattr(goal, name) for name in ("answer", "said", "mark", "choices", "notes")}
    missed = {name for name, limit in most.items() if limit and (seen[name] is None or seen[name] > limit + 1)}
    if seen["size"] < goal.size:
        missed.add("size")
    if goal.rows and seen["rows"] < goal.rows:
        missed.add("rows")
    return missed


def main() -> None:
    """Print the table, what is wider than the window, and what is said twice."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.first_screen", description=__doc__)
    parser.add_argument("--address", help="of a server that runs; else one is started")
    asked = parser.parse_args()
    names = ("answer", "size", "said", "mark", "rows", "choices", "notes")
    print(f"| Page | Language | Window | {' | '.join(names)} | own row |")
    print("|" + "---|" * (len(names) + 4))
    wider, twice = [], []
    server = nullcontext((asked.address.rstrip("/"),)) if asked.address else served()
    with server as (address, *_), chromium() as browser:
        for language in ("vi", "en"):
            looks: dict[tuple[str, tuple[int, int]], list[dict]] = {}
            for scheme in SCHEMES:
                for name, page in pages(browser, address, language, scheme):
                    for size in (PHONE, LAPTOP):
                        page.set_viewport_size({"width": size[0], "height": size[1]})
                        page.wait_for_timeout(1200)
                        looks.setdefault((name, size), []).append(page.evaluate(LOOK, LETTERS))
                    for width in WIDTHS if scheme == "light" else ():
                        page.set_viewport_size({"width": width, "height": 844})
                        page.wait_for_timeout(600)
                        if page.evaluate(WIDER):
                            wider.append(f"{name} ({language}) at {width}")
            for (name, size), seen in looks.items():
                goal = PAGES[name][size]
                worst = max(seen, key=lambda one: (len(_missed(goal, one)), one["answer"]))
                missed = _missed(goal, worst)
                shown = ["—" if worst[part] is None else f"{worst[part]:.0f}" for part in names]
                cells = [f"**{text}**" if part in missed else text for part, text in zip(names, shown, strict=True)]
                own = "yes" if worst["own"] else "—"
                print(f"| {name} | {language} | {size[0]} | {' | '.join(cells)} | {own} |", flush=True)
                twice += [f"{name} ({language}, {size[0]}): {words}" for words in worst["twice"]]
    print("\nWider than the window:", *(wider or ["nothing"]), sep="\n- ")
    print("\nSaid twice:", *(twice or ["nothing"]), sep="\n- ")


if __name__ == "__main__":
    main()
