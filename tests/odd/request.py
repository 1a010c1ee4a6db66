"""One odd request, and how the corpus writes it down."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Odd:
    """`target` is what stands in the request line. Headers go as they are, `Cookie` included.

    `says` is what it may answer to which question, `forgets` that it may lose what was said.
    """

    target: str
    method: str = "GET"
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    says: dict[str, set[str]] = field(default_factory=dict)
    forgets: bool = False
    status: int | None = None  # where only one answer is right

    def __str__(self) -> str:
        body = repr(self.body[:60]) if self.body else ""
        headers = {name: value[:60] for name, value in self.headers.items()}
        return f"{self.method} {self.target[:80]} {headers or ''} {body}".strip()

    def having(self, **headers: str) -> Odd:
        """The same with more headers, `Hx_Request="true"`."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return replace(self, headers=self.headers | more)


def post(target: str, body: bytes | str = b"", kind: str = FORM, **more) -> Odd:
    sent = body.encode() if isinstance(body, str) else body
    return Odd(target, "POST", sent, {"Content-Type": kind}, **more)


def multipart(*parts: bytes, boundary: str = "odd", end: bytes | None = None) -> bytes:
    """A body of these parts, each with its own headers."""
    line = b"--" + boundary.encode()
    pieces = b"".join(line + b"\r\n" + part + b"\r\n" for part in parts)
    return pieces + (line + b"--\r\n" if end is None else end)


def field_part(name: str, value: bytes, *, more: bytes = b"") -> bytes:
    head = f'Content-Disposition: form-data; name="{name}"'.encode()
    return head + more + b"\r\n\r\n" + value
