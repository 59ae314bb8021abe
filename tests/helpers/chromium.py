"""A small driver for Debian's Chromium over pipes, with nothing but Python's library.

``--remote-debugging-pipe`` speaks the DevTools protocol on file descriptors 3 and 4:
JSON messages, each ended by a zero byte.
"""

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
PATIENCE_S = 60.0
# What DevTools wants to know of a key: its code and the number of old browsers.
KEYS = {
    "Tab": ("Tab", 9), "Enter": ("Enter", 13), "Escape": ("Escape", 27),
    "ArrowLeft": ("ArrowLeft", 37), "ArrowUp": ("ArrowUp", 38),
    "ArrowRight": ("ArrowRight", 39), "ArrowDown": ("ArrowDown", 40),
    "Home": ("Home", 36), "End": ("End", 35),
    "+": ("Equal", 187), "-": ("Minus", 189), "0": ("Digit0", 48), " ": ("Space", 32),
}  # fmt: skip
TYPED = {"Enter": "\r", "+": "+", "-": "-", "0": "0", " ": " "}


def find_chromium() -> str | None:
    """Path of an installed Chromium, or None."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class Browser:
    """One running Chromium; ``tell`` sends a command and waits for its answer."""

    def __init__(self, program: str, folder: Path) -> None:
        down_read, self._write = _high_pipe()
        self._read, up_write = _high_pipe()
        arguments = [program, *FLAGS, f"--user-data-dir={folder}", "about:blank"]
        null = os.open(os.devnull, os.O_RDWR)
        self._pid = os.posix_spawn(
            program,
            arguments,
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, null, 0),
                (os.POSIX_SPAWN_DUP2, null, 1),
                (os.POSIX_SPAWN_DUP2, null, 2),
                (os.POSIX_SPAWN_DUP2, down_read, 3),
                (os.POSIX_SPAWN_DUP2, up_write, 4),
            ],
            setsid=True,
        )
        for end in (null, down_read, up_write):
            os.close(end)
        self._pending, self._last = b"", 0
        self.events: list[dict[str, Any]] = []

    def tell(self, method: str, session: str | None = None, **params: Any) -> Any:
        """Send a command and return its result; events on the way are kept."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            for answer in self._messages(until - time.monotonic()):
                if answer.get("id") != self._last:
                    self.events.append(answer)
                elif "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                else:
                    return answer["result"]
        raise TimeoutError(f"Chromium gave no answer to {method}")

    def _messages(self, patience_s: float) -> list[dict[str, Any]]:
        if not select.select([self._read], [], [], max(patience_s, 0.0))[0]:
            return []
        data = os.read(self._read, 1 << 20)
        if not data:
            raise RuntimeError("Chromium has ended")
        *whole, self._pending = (self._pending + data).split(b"\0")
        return [json.loads(message) for message in whole]

    def close(self) -> None:
        """End the browser and everything it started."""
        with suppress(OSError, RuntimeError, TimeoutError):
            self.tell("Browser.close")
        until = time.monotonic() + 10
        while time.monotonic() < until:
            if os.waitpid(self._pid, os.WNOHANG)[0]:
                break
            time.sleep(0.05)
        else:
            os.killpg(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._write)
        os.close(self._read)


class Tab:
    """One page of the browser."""

    def __init__(self, browser: Browser, width: int = 1280, height: int = 800) -> None:
        self._browser = browser
        made = browser.tell("Target.createTarget", url="about:blank")
        attached = browser.tell(
            "Target.attachToTarget", targetId=made["targetId"], flatten=True
        )
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.tell(f"{domain}.enable")
        self.resize(width, height)

    def tell(self, method: str, **params: Any) -> Any:
        """Send a command to this page."""
        return self._browser.tell(method, session=self._session, **params)

    def resize(self, width: int, height: int, scale: float = 1.0) -> None:
        """Set the size of the window in CSS pixels."""
        self.tell(
            "Emulation.setDeviceMetricsOverride", width=width, height=height,
            deviceScaleFactor=scale, mobile=False,
        )  # fmt: skip

    def prefer(self, **features: str) -> None:
        """Set media features, such as prefers_color_scheme="dark"."""
        asked = [{"name": k.replace("_", "-"), "value": v} for k, v in features.items()]
        self.tell("Emulation.setEmulatedMedia", features=asked)

    def open(self, file: Path) -> None:
        """Open a file and wait until it has loaded."""
        self.tell("Page.navigate", url=file.resolve().as_uri())
        self.wait_for(
            "document.readyState === 'complete' && location.href !== 'about:blank'"
        )

    def value(self, expression: str) -> Any:
        """Value of a JavaScript expression, as JSON can carry it."""
        found = self.tell(
            "Runtime.evaluate", expression=expression, returnByValue=True,
            awaitPromise=True,
        )  # fmt: skip
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"]["exception"]["description"])
        return found["result"].get("value")

    def wait_for(self, expression: str) -> None:
        """Wait until a JavaScript expression is true."""
        until = time.monotonic() + PATIENCE_S
        while not self.value(expression):
            if time.monotonic() > until:
                raise TimeoutError(f"never true: {expression}")
            time.sleep(0.02)

    def press(self, key: str, times: int = 1) -> None:
        """Press a key of the keyboard."""
        code, number = KEYS[key]
        about = {"key": key, "code": code, "windowsVirtualKeyCode": number}
        if key in TYPED:
            about["text"] = TYPED[key]
        for _ in range(times):
            self.tell("Input.dispatchKeyEvent", type="keyDown", **about)
            self.tell("Input.dispatchKeyEvent", type="keyUp", **about)

    def mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        """Send a mouse event (mousePressed, mouseMoved, mouseReleased, mouseWheel)."""
        self.tell("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def picture(self) -> bytes:
        """PNG of the window."""
        return base64.b64decode(self.tell("Page.captureScreenshot")["data"])

    def paper(self) -> bytes:
        """PDF of the page, on the paper that its style asks for."""
        printed = self.tell(
            "Page.printToPDF", preferCSSPageSize=True, printBackground=True
        )
        return base64.b64decode(printed["data"])

    def complaints(self) -> list[str]:
        """Errors and warnings in the console, and exceptions nobody caught."""
        found = []
        for event in self._own_events():
            about = event["params"]
            if event["method"] == "Runtime.exceptionThrown":
                found.append(json.dumps(about["exceptionDetails"]))
            elif event["method"] == "Log.entryAdded":
                found.append(about["entry"]["text"])
            elif event["method"] == "Runtime.consoleAPICalled":
                found.append(json.dumps(about["args"]))
        return found

    def requests(self) -> list[str]:
        """Addresses that the page asked for."""
        return [
            event["params"]["request"]["url"]
            for event in self._own_events()
            if event["method"] == "Network.requestWillBeSent"
        ]

    def _own_events(self) -> list[dict[str, Any]]:
        events = self._browser.events
        return [event for event in events if event.get("sessionId") == self._session]


@contextmanager
def running_chromium(program: str) -> Iterator[Browser]:
    """A fresh Chromium with an empty profile, ended and cleared away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="vedette-chromium-"))
    browser = Browser(program, folder)
    try:
        yield browser
    finally:
        browser.close()
        shutil.rmtree(folder, ignore_errors=True)


def _high_pipe() -> tuple[int, int]:
    """A pipe whose ends stay clear of the descriptors that Chromium wants."""
    ends = []
    for low in os.pipe():
        ends.append(fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, 10))
        os.close(low)
    return ends[0], ends[1]
