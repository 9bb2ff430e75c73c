"""What pages keep of rows and drawn views stays within its bytes, however large a frame is; synthetic figures."""

import polars as pl
import pytest
from streamlit.runtime.caching import get_data_cache_stats_provider
from streamlit.testing.v1 import AppTest

from ui import data
from warehouse.memory_cache import MemoryCache

UNITS = 3321  # as many as there are communes


def of_communes(build_id: str, number: int) -> pl.DataFrame:
    """A frame of 1.1 MB: one row a commune."""
    texts = {f"name_{column}": [f"{build_id}-{number}-{unit:0>32}" for unit in range(UNITS)] for column in range(10)}
    return pl.DataFrame({**texts, "value": [float(unit + number) for unit in range(UNITS)]})


def test_a_thousand_frames_of_all_communes_stay_within_the_bytes(monkeypatch):
    kept = MemoryCache(data.ROWS_BYTES)
    monkeypatch.setattr(data, "_rows", kept)
    whole = of_communes("a", 0)
    assert whole.estimated_size() > 1_000_000
    for number in range(1000):
        data.fetch(lambda _, number: whole.with_columns(number=pl.lit(number)), "a", number)
    held = [frame for frame, _ in kept._found.values()]
    assert 50 < len(held) < 1000
    assert sum(frame.estimated_size() for frame in held) <= kept.size <= data.ROWS_BYTES


def test_what_was_used_last_stays_and_is_not_asked_again():
    asked = []
    kept = MemoryCache(5000)

    def get(key: str) -> bytes:
        return kept.get(key, lambda: asked.append(key) or bytes(500))

    for key in ("a", "b", "c", "a", "d", "a", "b"):
        get(key)
    assert asked == ["a", "b", "c", "d", "b"]


def test_a_value_larger_than_all_that_may_be_kept_is_given_and_not_kept():
    kept = MemoryCache(5000)
    kept.get("small", lambda: 1)
    assert len(kept.get("large", lambda: bytes(10_000))) == 10_000
    assert kept.get("small", lambda: 2) == 1
    assert kept.get("large", lambda: b"anew") == b"anew"


def test_the_same_key_made_twice_at_once_counts_once():
    kept = MemoryCache(5000)
    kept.get("key", lambda: kept.get("key", lambda: 1))
    size = kept.size
    kept.get("other", lambda: 1)
    assert kept.size == 2 * size


def test_what_fails_is_not_kept():
    kept = MemoryCache(5000)
    with pytest.raises(ZeroDivisionError):
        kept.get("key", lambda: 1 / 0)
    assert kept.get("key", lambda: 1) == 1 and kept.size > 0


def draw_many() -> None:
    """Sixty views of some four megabytes each."""
    import streamlit as st

    from ui import data

    for number in range(60):
        data.show(lambda number=number: st.code(f"{number}" * 2_000_000), "synthetic", "a", number)


def test_drawn_views_stay_within_their_bytes():
    data._shown.clear()
    page = AppTest.from_function(draw_many, default_timeout=120).run()
    assert not page.exception and len(page.code) == 60
    stats = get_data_cache_stats_provider().get_stats()
    sizes = [each.byte_length for group in stats.values() for each in group if each.cache_name.endswith("_shown")]
    assert data.VIEWS_BYTES / 2 < sum(sizes) <= data.VIEWS_BYTES
    data._shown.clear()


def test_frames_of_many_columns_and_few_rows_count_for_what_they_take(monkeypatch):
    monkeypatch.setattr(data, "_rows", kept := MemoryCache(100_000))
    wide = pl.DataFrame({f"c{column}": [1] for column in range(60)})
    for number in range(10):
        data.fetch(lambda _, number: wide, "a", number)
    assert len(kept._found) == 1, "60 columns take 60 KB, however few their rows"


def test_what_was_kept_of_a_build_goes_when_another_has_become_current(tmp_path, monkeypatch):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(tmp_path))
    monkeypatch.setattr(data, "_rows", kept := MemoryCache(data.ROWS_BYTES))
    monkeypatch.setattr(data, "_stamp", lambda _, build_id: build_id)

    for build_id in ("a", "b"):
        (tmp_path / "CURRENT").write_text(build_id + "\n", encoding="utf-8")
        for number in range(3):
            data.current_build()
            data.fetch(lambda build_id, number: pl.DataFrame({"number": [number]}), build_id, number)
        assert len(kept._found) == 3
