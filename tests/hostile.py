"""Synthetic texts that would like to be more than texts, and a build in which every name and note ends with one."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from etl.staging import load
from warehouse import build as warehouse_build
from warehouse import builds, paths

MARK = "zz9"
# a picture, a link, a formula, a colour, icons, addresses, Plotly's own marks, signs, code; MARK says where one was
TEXT = (
    f"![p](https://e.vn/p.png) [b](https://e.vn) $x^2$ :red[r] :smile: :material/home: :material_home: :streamlit: "
    f"https://e.vn www.e.vn ten@e.vn <a href='https://e.vn'>c</a> <b>d</b> -> -- `k` **f** {MARK}"
)
NAMES = (
    TEXT,
    "HTTP://E.VN/a?b=1&c (www.e.vn) Www.E.vn https://a@b.vn:80/:smile:/x",
    "a.b+c@e.vn mailto:a@e.vn @a a@b",
    "$a^2$ $$b$$ \\(c\\) 5$ 6$",
    ":blue-badge[b] :small[c] :rainbow[d] :color[z]{foreground='red'} :help[x] :shimmer[y] ::leaf[a] {a} %{x}",
    "x:-1: :+1: :1:2:3: a:streamlit:b :material/ 12:30:45",
    "a -> b <- c <-> d -- e >= f <= g ~= h --- i ->",
    "<- a",
    "# a",
    "- a",
    "1. a",
    "12345) a",
    "- - -",
    "-5 x",
    "+1 x",
    "-",
    "+",
    "==",
    "## a",
    "#a",
    "-- x",
    "__b__ a__b _c_d_ _e_. (_f_)",
    "a: b ::x ::y &#60; & &x",
    "> a",
    "---",
    "| a | b |",
    "``` a ``` `b` **c** _d_ __e__ ~~f~~ *g*",
    "<script>a</script> <!-- b --> &amp; &copy; <https://e.vn>",
    "[^1] [x] [ ] ![[ \\* a\\b \\",
    "a  b\tc",
)
_COLUMNS = {
    "agency_name", "publisher", "published_text", "title", "document_number", "note", "notes", "lead_agency", "source",
    "unit_name_printed", "reason_text", "section", "scope_name", "printed_text", "due_text", "action", "lead_agencies",
    "coordinating_agencies", "evidence", "reporter", "receiver", "decision", "file_name", "licence",
}  # fmt: skip


def build(directory: Path) -> None:
    """Publish a build of all real data of this checkout whose names and notes all end with `TEXT`."""
    loaded = load(paths.RAW_DIR, paths.REFERENCE_DIR, paths.LAYOUTS_DIR, None)
    frames = {f"reference.{name}": _hostile(frame) for name, frame in loaded.reference.items()}
    frames |= {f"staging.{name}": _hostile(frame) for name, frame in loaded.staging.items()}
    unfinished, build_id = directory / "made.building", builds.new_build_id("0" * 8)
    warehouse_build.write(unfinished, frames, paths.SQL_DIR)
    stamp = builds.Stamp(build_id, datetime.now(UTC).isoformat(timespec="seconds"), None, "0" * 8)
    builds.keep(directory, unfinished, stamp)
    builds.publish(directory, build_id)


def _hostile(frame: pl.DataFrame) -> pl.DataFrame:
    texts = [name for name in frame.columns if name in _COLUMNS or name.endswith(("_name_vi", "_name_en"))]
    texts += [name for name in ("reason_vi", "reason_en") if name in frame.columns]
    return frame.with_columns(pl.col(name) + f" {TEXT}" for name in texts)
