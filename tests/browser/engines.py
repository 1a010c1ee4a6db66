"""Browsers that Playwright does not drive: Debian's Firefox and WebKitGTK, spoken to as W3C has it.

Both speak of presses and keys in the same words (WebDriver's actions), so one class knows those.
Chromium is driven by Playwright, whose own Firefox and WebKit are builds that nobody reads with.
"""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from playwright.sync_api import Page
from websockets.sync.client import connect

from tests.services.site import free_port
from tests.services.waiting import comes_within

INCHES = {"A4": (8.27, 11.69), "Letter": (8.5, 11)}
# What Firefox's window does to print into a file, with all that its dialog has set at first.
PRINT_AS_ASKED = """async (width, height, file) => {
    const service = Cc["@mozilla.org/gfx/printsettings-service;1"];
    const settings = service.getService(Ci.nsIPrintSettingsService).createNewPrintSettings();
    await gBrowser.selectedBrowser.browsingContext.print(Object.assign(settings, {
        isInitializedFromPrinter: true,
        isInitializedFromPrefs: true,
        printSilent: true,
        outputFormat: settings.kOutputFormatPDF,
        outputDestination: settings.kOutputDestinationFile,
        toFileName: file,
        paperSizeUnit: settings.kPaperSizeInches,
        paperWidth: width,
        paperHeight: height,
        // As far as most printers reach.
        unwriteableMarginTop: 0.25,
        unwriteableMarginRight: 0.25,
        unwriteableMarginBottom: 0.25,
        unwriteableMarginLeft: 0.25,
    }));
}"""
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004"}
KEY_PRESS = ("keyDown", "keyUp")
SECONDS_TO_START, SECONDS_TO_ANSWER = 60, 30


class RefusedError(Exception):
    """The browser did not do what it was told; perhaps because the page had just gone."""


class Browser:
    """One window of a browser."""

    def go(self, address: str) -> None:
        """Open a page, and wait until it is there."""
        raise NotImplementedError

    def go_back(self, steps: int = 1) -> None:
        """What the browser's own Back button does; forward with a negative number."""
        raise NotImplementedError

    def runs(self, script: str, *given: Any) -> Any:
        """Return what a function of JavaScript, or its promise, gives for these arguments."""
        raise NotImplementedError

    def prints(self, size: str) -> bytes:
        """Print the page on paper of this size, into a PDF."""
        raise NotImplementedError

    def takes(self, cookies: Iterable[Mapping[str, Any]]) -> None:
        """Have these cookies, as Playwright lists them, on a page of their site."""
        raise NotImplementedError

    def forgets(self) -> None:
        """Lose all cookies, as another reader's browser would have none."""
        raise NotImplementedError

    def _does(self, sources: list[dict[str, Any]]) -> None:
        raise NotImplementedError

    def presses(self, x: float, y: float, *pauses: int) -> None:
        """Press a place in the window, and once more after each pause, in milliseconds."""
        press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        actions = [{"type": "pointerMove", "x": round(x), "y": round(y)}, *press]
        for pause in pauses:
            actions += [{"type": "pause", "duration": pause}, *press]
        self._does([{"type": "pointer", "id": "mouse", "actions": actions}])

    def types(self, *keys: str) -> None:
        """Type a text, or press keys that have a name."""
        letters = [KEYS[key]] if (key := "".join(keys)) in KEYS else [*key]
        actions = [{"type": kind, "value": each} for each in letters for kind in KEY_PRESS]
        self._does([{"type": "key", "id": "keyboard", "actions": actions}])


class Chromium(Browser):
    """What tests of all three engines need of Playwright."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def go(self, address: str) -> None:
        self._page.goto(address)

    def runs(self, script: str, *given: Any) -> Any:
        return self._page.evaluate(f"(given) => ({script})(...given)", given)

    def prints(self, size: str) -> bytes:
        return self._page.pdf(format=size)

    def takes(self, cookies: Iterable[Mapping[str, Any]]) -> None:
        self._page.context.add_cookies(cookies)


class Firefox(Browser):
    """Firefox over WebDriver BiDi, which needs no program between."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._numbers = count(1)
        self._command("session.new", capabilities={})
        (tree,) = self._command("browsingContext.getTree")["contexts"]
        self._context = tree["context"]
        self._command(
            "browsingContext.setViewport",
            context=self._context,
            viewport={"width": 1024, "height": 800},
        )

    def _command(self, method: str, **given: Any) -> Any:
        number = next(self._numbers)
        self._connection.send(json.dumps({"id": number, "method": method, "params": given}))
        while (answer := json.loads(self._connection.recv(SECONDS_TO_ANSWER))).get("id") != number:
            pass
        if answer["type"] == "error":
            raise RefusedError(f"{method}: {answer['message']}")
        return answer["result"]

    def go(self, address: str) -> None:
        self._command(
            "browsingContext.navigate", context=self._context, url=address, wait="complete"
        )

    def go_back(self, steps: int = 1) -> None:
        self._command("browsingContext.traverseHistory", context=self._context, delta=-steps)

    def runs(self, script: str, *given: Any) -> Any:
        return self._runs_in(self._context, script, *given)

    def _runs_in(self, context: str, script: str, *given: Any) -> Any:
        # As text, which spares us BiDi's own way to write values.
        told = f"JSON.stringify(await ({script})(...JSON.parse(given)))"
        answer = self._command(
            "script.callFunction",
            functionDeclaration=f"async (given) => {told}",
            arguments=[{"type": "string", "value": json.dumps(given)}],
            target={"context": context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RefusedError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def prints(self, size: str) -> bytes:
        # Not BiDi's own command: that leaves out what Firefox prints at the head and the foot.
        (window,) = self._command("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"]
        with NamedTemporaryFile(suffix=".pdf") as file:
            self._runs_in(window["context"], PRINT_AS_ASKED, *INCHES[size], file.name)
            return Path(file.name).read_bytes()

    def takes(self, cookies: Iterable[Mapping[str, Any]]) -> None:
        for each in cookies:
            value = {"type": "string", "value": each["value"]}
            self._command("storage.setCookie", cookie=_place(each) | {"value": value})

    def forgets(self) -> None:
        self._command("storage.deleteCookies")

    def _does(self, sources: list[dict[str, Any]]) -> None:
        self._command("input.performActions", context=self._context, actions=sources)


class WebKit(Browser):
    """WebKitGTK, through the driver that comes with it."""

    def __init__(self, driver: str) -> None:
        self._session = f"{driver}/session"
        options = {"binary": str(Path(__file__).parent / "webkit-browser"), "args": []}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._session += "/" + self._post("", capabilities=wanted)["sessionId"]

    def _post(self, command: str, **given: Any) -> Any:
        return self._ask("POST", command, json.dumps(given).encode())

    def _ask(self, method: str, command: str, body: bytes | None = None) -> Any:
        headers = {"Content-Type": "application/json"}
        request = Request(self._session + command, body, headers, method=method)
        try:
            with urlopen(request, timeout=SECONDS_TO_ANSWER) as response:
                return json.load(response)["value"]
        except HTTPError as error:
            raise RefusedError(f"{command}: {error.read().decode()}") from error

    def go(self, address: str) -> None:
        self._post("/url", url=address)

    def go_back(self, steps: int = 1) -> None:
        for _ in range(abs(steps)):
            self._post("/back" if steps > 0 else "/forward")

    def runs(self, script: str, *given: Any) -> Any:
        waiting = f"""const done = arguments[arguments.length - 1];
            Promise.resolve(({script})(...[...arguments].slice(0, -1)))
                .then((value) => done([value]), (error) => done(String(error)))"""
        answer = self._post("/execute/async", script=waiting, args=given)
        if isinstance(answer, str):
            raise RefusedError(answer)
        return answer[0]

    def prints(self, size: str) -> bytes:
        return base64.b64decode(
            self.runs("(size) => webkit.messageHandlers.print.postMessage(size)", size)
        )

    def takes(self, cookies: Iterable[Mapping[str, Any]]) -> None:
        for each in cookies:
            self._post("/cookie", cookie=_place(each) | {"value": each["value"]})

    def forgets(self) -> None:
        self._ask("DELETE", "/cookie")
        # It says so before it is done, and a cookie of the next page would be lost as well.
        assert comes_within(SECONDS_TO_ANSWER, lambda: not self._ask("GET", "/cookie"))

    def _does(self, sources: list[dict[str, Any]]) -> None:
        self._post("/actions", actions=sources)

    def closes(self) -> None:
        self._ask("DELETE", "")


def _place(cookie: Mapping[str, Any]) -> dict[str, Any]:
    """What the standards of WebDriver call all of a cookie but its value."""
    return {name: cookie[name] for name in ("name", "domain", "path", "httpOnly")}


@contextmanager
def firefox(program: str) -> Iterator[Firefox]:
    """Start Firefox with a profile of its own."""
    with TemporaryDirectory() as profile:
        words = [program, "--headless", "--profile", profile]
        with _started([*words, "--remote-debugging-port=0", "--remote-allow-system-access"]):
            told = Path(profile) / "WebDriverBiDiServer.json"
            assert comes_within(SECONDS_TO_START, lambda: told.exists() and told.read_text())
            where = json.loads(told.read_text())
            address = f"ws://{where['ws_host']}:{where['ws_port']}/session"
            with connect(address, max_size=None) as connection:
                yield Firefox(connection)


@contextmanager
def webkit(program: str) -> Iterator[WebKit]:
    """Start WebKitGTK, on a screen that nobody sees."""
    with ExitStack() as stack:
        reading, writing = os.pipe()
        screen = ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp"]
        stack.enter_context(_started(screen, pass_fds=[writing]))
        os.close(writing)
        with os.fdopen(reading) as number:
            display = f":{number.readline().strip()}"
        port = free_port()
        words = [program, f"--port={port}"]
        stack.enter_context(_started(words, env=os.environ | {"DISPLAY": display}))
        assert comes_within(SECONDS_TO_START, lambda: _listens(port))
        browser = WebKit(f"http://127.0.0.1:{port}")
        yield browser
        browser.closes()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def _started(words: list[str], **arguments: Any) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL, **arguments)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)
