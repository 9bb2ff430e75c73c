"""The one clock of everything that depends on the day: which deadlines have passed, which come next."""

from datetime import date, datetime

from text.formats import VIET_NAM
from warehouse import paths


def today() -> date:
    """The day it is in Viet Nam, unless the server was given another one. Raises ValueError if that is no day."""
    return paths.given_day() or datetime.now(VIET_NAM).date()
