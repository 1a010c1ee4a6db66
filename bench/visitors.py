"""Readers that walk a whole journey, one after the other, as a browser does."""

from __future__ import annotations

import re
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

GUIDE = "/metastatic-breast-cancer/"
# Ten answers to ten questions: nothing is skipped on this way.
SAID = {
    "hormone-receptor": ["not-known"],
    "her2": ["negative"],
    "pd-l1": ["negative"],
    "brca": ["mutation"],
    "menopause": ["postmenopausal"],
    "newly-diagnosed": ["yes"],
    "spread": ["bone", "liver"],
    "symptoms": ["bone-pain"],
    "past-treatments": ["tamoxifen"],
    "not-responded": ["hormone-therapy"],
}
FORM = "application/x-www-form-urlencoded"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Visitor:
    """Keeps cookies and one connection. `page` is the HTML it was sent last."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}
        self.place = self.page = ""
        self.headers: dict[str, str] = {}

    @property
    def cookie(self) -> str:
        return in_one_header(self.cookies)

    @property
    def token(self) -> str:
        return TOKEN.search(self.page)[1]

    def get(self, path: str) -> None:
        self._send("GET", path)

    def post(self, path: str, **sent: list[str] | str) -> None:
        """Send a form with the page's token."""
        body = urlencode({"csrfmiddlewaretoken": self.token} | sent, doseq=True)
        self._send("POST", path, body, **{"Content-Type": FORM})

    def step(self, path: str, **sent: list[str] | str) -> None:
        """The same by htmx."""
        body = urlencode({"csrfmiddlewaretoken": self.token} | sent, doseq=True)
        kind = {"Content-Type": FORM, "HX-Request": "true"}
        self._send("POST", path, body, **kind)

    def _send(self, method: str, path: str, body: str | None = None, **headers: str) -> None:
        self.connection.request(method, path, body, headers | {"Cookie": self.cookie})
        response = self.connection.getresponse()
        self.page = response.read().decode()
        self.place, self.headers = path, dict(response.getheaders())
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= {each.key: each.value for each in SimpleCookie(value).values()}
        if response.status in (302, 303):
            self.get(urljoin(path, response.headers["Location"]))
        elif response.status >= 400:
            raise RuntimeError(f"{method} {path} is answered with {response.status}")


def in_one_header(cookies: dict[str, str]) -> str:
    """As a browser sends them."""
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def question_of(path: str) -> str | None:
    """The slug of the question that a page asks."""
    steps = urlsplit(path).path.strip("/").split("/")
    return steps[2] if len(steps) == 3 and steps[1] == "questions" else None


def walk_plainly(port: int) -> Visitor:
    """From the start page to the options, without JavaScript."""
    visitor = _start(port, GUIDE)
    while question := question_of(visitor.place):
        visitor.post(visitor.place, **{question: SAID[question]})
    return visitor


def walk_by_htmx(port: int, guide: str = GUIDE, steps: int = len(SAID)) -> Visitor:
    """The same with htmx: each answer brings the next question along. `place` is where it leads."""
    visitor = _start(port, guide)
    path = visitor.place
    for _ in range(steps):
        question = question_of(path)
        visitor.step(path, **{question: SAID[question]})
        path = visitor.headers.get("HX-Push-Url") or visitor.headers["HX-Redirect"]
    if question_of(path) is None:
        visitor.get(path)
    visitor.place = path
    return visitor


def walk_the_wizard(port: int) -> Visitor:
    """Through the peer's ten steps, to its page of options."""
    visitor = Visitor(port)
    visitor.get("/")
    for number in range(10):
        manages = {"wizard-current_step": str(number)}
        visitor.post("/", **manages, **{f"{number}-answer": "yes"})
    if visitor.page.count("<article>") != 25:
        raise RuntimeError("The wizard did not come to its end")
    return visitor


def _start(port: int, guide: str) -> Visitor:
    visitor = Visitor(port)
    visitor.get(guide)
    visitor.post(guide, reader="self")
    return visitor
