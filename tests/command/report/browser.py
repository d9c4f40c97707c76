"""A headless Chromium, driven over the pipe of its DevTools protocol: no port, and no library."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import time

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SECONDS = 60
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--remote-debugging-pipe",
)
# The browser reads the protocol from the file descriptor 3, and writes it to 4.
LAUNCH = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
)


def found():
    """The Chromium on PATH; None if there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    """One browser with one page at a time, and everything that it reported of the page."""

    def __init__(self, executable, profile):
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()
        # Well above 3 and 4, so that neither is overwritten before it is moved there.
        theirs = [fcntl.fcntl(fd, fcntl.F_DUPFD, 100) for fd in (theirs_in, theirs_out)]
        launch = [sys.executable, "-c", LAUNCH, *map(str, theirs), executable, *OPTIONS, f"--user-data-dir={profile}"]
        self._process = subprocess.Popen(launch, pass_fds=theirs, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for fd in (theirs_in, theirs_out, *theirs):
            os.close(fd)
        self._number, self._buffer, self._session = 0, b"", None
        self.events = []

    def close(self):
        """End the browser."""
        try:
            self.send("Browser.close", on_page=False)
            self._process.wait(SECONDS)
        finally:
            self._process.kill()
            os.close(self._to)
            os.close(self._from)

    def open(self, file, *, width=1280, height=800, dark=False, ignores_policy=False):
        """Open a page from the disk, in a tab of its own, and wait until it is there."""
        target = self.send("Target.createTarget", on_page=False, url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", on_page=False, targetId=target, flatten=True)
        self._session, self.events = attached["sessionId"], []
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")
        self.send("Page.setBypassCSP", enabled=ignores_policy)
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", features=[scheme])
        self.send("Page.navigate", url=file.as_uri())
        self._wait_for("Page.loadEventFired")
        return self

    def run(self, script):
        """What a script evaluates to in the page."""
        answer = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def press(self, key, code=0, text=""):
        """Press a key, and let it go."""
        for kind in ("keyDown", "keyUp"):
            typed = {"text": text} if text and kind == "keyDown" else {}
            self.send("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **typed)

    def screenshot(self):
        """What the page looks like, as PNG."""
        return base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"])

    def complaints(self):
        """What the console of the page shows: errors and warnings, those of the policy among them."""
        kinds = {"Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"}
        return [event for event in self.events if event["method"] in kinds]

    def addresses(self):
        """Every address that the page asked for."""
        sent = [event["params"] for event in self.events if event["method"] == "Network.requestWillBeSent"]
        return [params["request"]["url"] for params in sent]

    def refusals(self):
        """Why requests of the page were stopped before they were sent."""
        failed = [event["params"] for event in self.events if event["method"] == "Network.loadingFailed"]
        return [params.get("blockedReason") for params in failed]

    def send(self, method, *, on_page=True, **params):
        """One command of the protocol; returns its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        session = {"sessionId": self._session} if on_page else {}
        os.write(self._to, json.dumps({**message, **session}).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                return answer["result"]

    def _wait_for(self, method):
        while not any(event["method"] == method for event in self.events):
            self._receive()

    def _receive(self):
        deadline = time.monotonic() + SECONDS
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._from], [], [], max(0, deadline - time.monotonic()))
            chunk = os.read(self._from, 1 << 20) if ready else b""
            if not chunk:
                raise AssertionError(f"The browser has ended, or has been silent for {SECONDS} seconds.")
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\0")
        message = json.loads(line)
        if "method" in message and message.get("sessionId") == self._session:
            self.events.append(message)
        return message
