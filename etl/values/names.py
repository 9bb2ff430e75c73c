"""Names of units, matched through names and aliases. Nothing is auto-accepted: a name that does not match exactly
after folding is unknown, with the nearest names as proposals."""

from collections.abc import Iterable

from text.folding import folded


class Names:
    """Every known spelling of every unit, per unit system."""

    def __init__(self, names: Iterable[tuple[str, str, str]]) -> None:
        """`names`: (unit_system, spelling, unit_code); canonical names first, their spelling is proposed."""
        self._codes: dict[str, dict[str, set[str]]] = {}
        self._shown: dict[str, dict[str, str]] = {}
        for system, spelling, code in names:
            self._codes.setdefault(system, {}).setdefault(folded(spelling), set()).add(code)
            self._shown.setdefault(system, {}).setdefault(code, spelling)

    def code_of(self, system: str, name: str) -> str | None:
        """The unit's code, or None if no spelling of this system (or more than one unit) matches."""
        codes = self._codes.get(system, {}).get(folded(name), set())
        return next(iter(codes)) if len(codes) == 1 else None

    def nearest(self, system: str, name: str, count: int = 3) -> tuple[str, ...]:
        """Canonical names of the units whose spellings are most like this one, best first."""
        from rapidfuzz import fuzz, process  # only a wrong name needs it

        codes = self._codes.get(system, {})
        found: list[str] = []
        for spelling, _, _ in process.extract(
            folded(name), codes.keys(), scorer=fuzz.WRatio, limit=4 * count
        ):
            found += [self._shown[system][code] for code in sorted(codes[spelling])]
        return tuple(dict.fromkeys(found))[:count]

    def ambiguous(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Spellings that mean more than one unit of a system: (unit_system, folded spelling, codes)."""
        return [
            (system, spelling, tuple(sorted(codes)))
            for system, spellings in sorted(self._codes.items())
            for spelling, codes in sorted(spellings.items())
            if len(codes) > 1
        ]
