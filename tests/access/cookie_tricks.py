"""Synthetic forgeries of the two cookies that give a right: that of the loading key and that of a login.

Each is a header Cookie as it is sent. A signature may be written in several ways that are the same bytes; those are no
forgeries and stand in a list of their own: they must not bring back a login that has ended.
"""

import base64
import hashlib
import json
import string
from collections.abc import Iterator

from itsdangerous import Signer, TimestampSigner, URLSafeSerializer, URLSafeTimedSerializer
from itsdangerous.signer import NoneAlgorithm
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

_URL_LETTERS = string.ascii_letters + string.digits + "-_"
_JUNK = ("\x00", "%00", "=", "==", "é", "\u202e", "，", "\r\nX-Role: admin", "x" * 100_000, "🔑" * 500)
SALTS = ("", f"{USER_COOKIE_NAME}_1", "_streamlit_user_tokens", "cookie-session", "itsdangerous")
SECRETS = ("", "secret", "another secret of a test, long enough to sign with", "None", "\x00" * 32)


def altered(value: str) -> Iterator[tuple[str, str]]:
    """What was done to a value, and what it is then: bits, cuts, additions, other ways to write what it may mean."""
    for place, letter in enumerate(value):
        for bit in (1, 32):
            yield f"bit {bit} of letter {place}", value[:place] + chr(ord(letter) ^ bit) + value[place + 1 :]
    for length in range(0, len(value), max(1, len(value) // 20)):
        yield f"its first {length} letters", value[:length]
        yield f"without its first {length + 1} letters", value[length + 1 :]
    for junk in _JUNK:
        yield f"{junk[:4]!r} before", junk + value
        yield f"{junk[:4]!r} within", value[: len(value) // 2] + junk + value[len(value) // 2 :]
        yield f"{junk[:4]!r} instead", junk
    for name, write in {
        "in capitals": str.upper,
        "in small letters": str.lower,
        "with capitals swapped": str.swapcase,
        "backwards": lambda text: text[::-1],
        "twice": lambda text: text * 2,
        "as hexadecimal": lambda text: text.encode().hex(),
        "as base64": lambda text: base64.b64encode(text.encode()).decode(),
        "as base64 of URLs": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
        "as its hash": lambda text: hashlib.sha256(text.encode()).hexdigest(),
        "as wide letters": lambda text: "".join(chr(ord(each) + 0xFEE0) if each.isalnum() else each for each in text),
        "percent-encoded": lambda text: "".join(f"%{ord(each):02x}" for each in text),
        "as JSON": lambda text: json.dumps([text]),
    }.items():
        yield name, write(value)


def of_the_key(name: str, token: str, key: str) -> list[tuple[str, str]]:
    """Forgeries of the cookie of the loading key, of which `token` is the true value."""
    values = [*altered(token), *((f"the key {what}", value) for what, value in altered(key)), ("the key", key)]
    found = [(what, f"{name}={value}") for what, value in values]
    others = (name.upper(), name[:-1], f"{name}0", f"__Secure-{name}", f"{name}[]", f"{name[:-8]}{'0' * 8}", "dti", "")
    found += [(f"under the name {other!r}", f"{other}={token}") for other in others]
    found += [
        ("before an empty one", f"{name}={token}; {name}="),
        ("before another one", f"{name}={token}; {name}=x"),
        ("between commas", f"a=b, {name}={token}"),
        ("as the value of another", f"a={name}={token}"),
        ("with a semicolon in it", f"{name}={token[:9]};{token[9:]}"),
        ("as an attribute", f"$Version=1; $Path=/; role=admin; {name}=1"),
    ]
    return [(what, header) for what, header in found if header != f"{name}={token}"]


def signed(secret: str, claims: object, salt: str = USER_COOKIE_NAME) -> str:
    """A login's value as Streamlit signs it."""
    return URLSafeTimedSerializer(secret, salt=salt).dumps(json.dumps(claims))


def of_a_login(secret: str, claims: dict[str, object]) -> list[tuple[str, str]]:
    """Forgeries of a login's cookie; `claims` are true ones of an administrator, `secret` signs them."""
    value = signed(secret, claims)
    content, issued, signature = value.rsplit(".", 2)
    text = json.dumps(claims)
    values = [*altered(value)]
    parts = {"content": content, "time": issued, "signature": signature, "nothing": ""}
    for first in parts:
        for second in parts:
            for third in parts:
                values.append((f"{first}, {second}, {third}", f"{parts[first]}.{parts[second]}.{parts[third]}"))
    values += [(f"signed with {other!r}", signed(other, claims)) for other in SECRETS]
    values += [(f"signed for {salt!r}", signed(secret, claims, salt)) for salt in SALTS]
    for digest in (hashlib.md5, hashlib.sha256, hashlib.sha512, hashlib.sha3_256, hashlib.blake2b):
        for derivation in ("concat", "django-concat", "hmac", "none"):
            options = {"digest_method": digest, "key_derivation": derivation}
            signer = URLSafeTimedSerializer(secret, salt=USER_COOKIE_NAME, signer_kwargs=options)
            values.append((f"{digest.__name__}, {derivation}", signer.dumps(text)))
    unsigned = URLSafeTimedSerializer(secret, salt=USER_COOKIE_NAME, signer_kwargs={"algorithm": NoneAlgorithm()})
    header = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    values += [
        ("algorithm none", unsigned.dumps(text)),
        ("a web token without a signature", f"{header}.{content}."),
        ("a web token", f"{header}.{content}.{signature}"),
        ("without a time", URLSafeSerializer(secret, salt=USER_COOKIE_NAME).dumps(text)),
        ("signed as a text", Signer(secret, salt=USER_COOKIE_NAME).sign(text).decode()),
        ("of the session", TimestampSigner(secret).sign(base64.b64encode(text.encode())).decode()),
        ("bare", text),
        ("bare, as base64", base64.b64encode(text.encode()).decode()),
    ]
    values += [(what, _resigned(secret, text, seconds)) for what, seconds in _TIMES.items()]
    values += [(f"of a login where {change}", signed(secret, claims | change)) for change in _changes(claims["iat"])]
    found = [(what, f"{USER_COOKIE_NAME}={value}") for what, value in values]
    halves = [signed(secret, text[:40], f"{USER_COOKIE_NAME}_1"), signed(secret, text[40:], f"{USER_COOKIE_NAME}_2")]
    for count in ("chunks-2", "chunks-0", "chunks-99999999", "chunks--1"):
        pieces = "; ".join(f"{USER_COOKIE_NAME}_{number}={half}" for number, half in enumerate(halves, 1))
        found.append((f"in pieces, {count}, the count not signed", f"{USER_COOKIE_NAME}={count}; {pieces}"))
        found.append((f"in pieces, {count}, signed for another", f"{USER_COOKIE_NAME}={halves[0]}; {pieces}"))
    for other in (USER_COOKIE_NAME.upper(), f"{USER_COOKIE_NAME}_1", "_streamlit_user_tokens", "_streamlit_session"):
        found.append((f"under the name {other}", f"{other}={value}"))
    same = {f"{USER_COOKIE_NAME}={each}" for each in (value, *written_otherwise(value))}
    return [(what, header) for what, header in found if header not in same]


_TIMES = {"signed in 1970": 0, "signed in 2001": 10**9, "signed in 2096": 4 * 10**9, "signed at no time": -1}
_NOWHERE = ("", None, "http://elsewhere.example", "http://127.0.0.1:8501/", "http://127.0.0.1:85010", [])
_NEVER = (0, -1, 2**40, float("inf"), float("nan"), None, [], True, "1800000000")
_NOT_TRUE = (False, None, "True", 2, "yes", [True], {"true": True})
_NOBODY = (
    "", None, "binh", "@example.vn", "binh@example.vn.evil.example", "binh@example.vn\x00", "binh@exampIe.vn",
    "binh@example.vn,chi@example.vn", "b\u0456nh@example.vn", "BİNH@example.vn", ["binh@example.vn"],
)  # fmt: skip


def _resigned(secret: str, text: str, seconds: int) -> str:
    """Signed with the true secret, as if at another time."""

    class At(TimestampSigner):
        def get_timestamp(self) -> int:
            return max(seconds, 0)

    made = URLSafeTimedSerializer(secret, salt=USER_COOKIE_NAME, signer=At).dumps(text)
    return made if seconds >= 0 else made.replace(f".{made.rsplit('.', 2)[1]}.", "..")


def _changes(issued: int) -> Iterator[dict[str, object]]:
    """What a login of our own secret may say that makes it nobody's: another place, time, or kind of what it says."""
    yield from ({"origin": origin} for origin in _NOWHERE)
    yield from ({"iat": time} for time in (*_NEVER, issued - 12 * 3600 - 1, issued + 86_400))
    yield from ({name: value} for name in ("is_logged_in", "email_verified") for value in _NOT_TRUE)
    yield from ({"email": address} for address in _NOBODY)
    yield from ({"aud": meant} for meant in ([], None, "", "another", ["another"], [["dashboard"]], {"dashboard": 1}))
    yield from ({"provider": provider} for provider in ("another", None, ["default"]))


def written_otherwise(value: str) -> list[str]:
    """The same signed value with its signature in other letters of the same bytes."""
    start, _, signature = value.rpartition(".")
    raw = base64.urlsafe_b64decode(signature + "=")
    others = [signature[:-1] + letter for letter in _URL_LETTERS]
    others += [f"{signature}=", f"{signature}==", f"!{signature}", f"{signature[:9]}*{signature[9:]}", f"é{signature}"]
    others += [signature.translate(str.maketrans("-_", "+/"))]
    return [
        f"{start}.{other}"
        for other in others
        if other != signature and base64.urlsafe_b64decode(other.encode("ascii", "ignore") + b"==") == raw
    ]
