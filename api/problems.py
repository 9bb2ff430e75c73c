"""What cannot be answered, told as a problem document (RFC 9457) in the language that the client reads."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from text.catalogue import DEFAULT_LANGUAGE, LANGUAGES, topic
from text.errors import sentence
from text.files import readable

STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "parameter": 400,  # a parameter that is not of its form
        "forbidden": 403,
        "address": 404,  # nothing is at this address
        "unknown": 404,  # a code that is of its form and names nothing
        "method": 405,
        "format": 406,
        "unanswerable": 409,  # all is well formed, and the figures have not what the question needs
        "rate": 429,
        "unavailable": 503,
    }
)
MEDIA_TYPE = "application/problem+json"
_LONGEST, _MOST_KNOWN, _MOST_TOLD = 100, 200, 20


class Problem(Exception):
    """Why there is no answer: a kind of `STATUSES`, the reason as a code, and what its sentence is filled with.

    ``known`` lists what could be asked instead, ``headers`` go with the answer.
    """

    def __init__(
        self, kind: str, reason: str, known: Sequence[str] = (), headers: Mapping[str, str] | None = None, **values: str
    ) -> None:
        super().__init__(kind, reason)
        self.kind, self.reason = kind, reason
        self.known = list(known)
        self.headers = dict(headers or {})
        self.values = {name: readable(value)[:_LONGEST] for name, value in values.items()}

    @property
    def status(self) -> int:
        """The status of the answer."""
        return STATUSES[self.kind]

    def detail(self, language: str) -> str:
        """What is to be told of this very case."""
        words = topic(language, "api_problems")[f"{self.kind}.{self.reason}"]
        told = [*self.known[:_MOST_TOLD], *(["…"] if len(self.known) > _MOST_TOLD else [])]
        return words.format(known=", ".join(told) or "–", **self.values)

    def document(self, language: str, page: str, instance: str) -> dict[str, object]:
        """The members of the answer; ``page`` is the address of the documentation, ``instance`` what was asked."""
        document: dict[str, object] = {
            "type": f"{page}#problem-{self.kind}",
            "title": topic(language, "api_problems")[self.kind],
            "status": self.status,
            "detail": self.detail(language),
            "instance": readable(instance)[: 4 * _LONGEST],
            "reason": self.reason,
        }
        if "parameter" in self.values:
            document["parameter"] = self.values["parameter"]
        if self.known:
            document["known"] = self.known[:_MOST_KNOWN]
        return document


class PlanProblem(Problem):
    """The same of a plan that cannot be worked out: in the words in which the command tells it; ``parameter`` is at
    fault, or several.
    """

    def __init__(self, kind: str, error: str, fields: Mapping[str, object], parameter: str = "") -> None:
        super().__init__(kind, str(fields["reason"]), [str(each) for each in _listed(fields.get("known"))])
        self.values |= {"parameter": parameter} if parameter else {}
        self._error, self._fields = error, dict(fields)

    def detail(self, language: str) -> str:
        """The sentence of the error."""
        return readable(sentence(language, self._error, self._fields))


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def language_of(accepted: str) -> str:
    """The language in which a client that sends this Accept-Language is told of a problem."""
    for offer in accepted.lower().split(","):
        code = offer.partition(";")[0].strip().partition("-")[0]
        if code in LANGUAGES:
            return code
    return DEFAULT_LANGUAGE
