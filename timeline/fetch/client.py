"""Polite requests: robots.txt is asked first, one request at a time, with limits on time, size and redirects."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self
from urllib.robotparser import RobotFileParser

import httpcore
import httpx

from timeline.fetch.guard import Guard, RefusedError
from timeline.fetch.transport import GuardedTransport

if TYPE_CHECKING:
    from collections.abc import Callable

AGENT = "timeline-press"
_REDIRECTS = 10
_ROBOTS_BYTES = 500_000  # RFC 9309 asks that at least so much is read
_LONGEST_DELAY = 60.0  # seconds; a robots.txt that asks for more is not waited for


class FetchError(Exception):
    """An address that cannot be had; `str()` says why, as the end of a line that begins with the address."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` for an address with its redirects, `size` in bytes of its body, `pause` in seconds between requests to a host."""

    seconds: float = 30.0
    size: int = 25_000_000
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave: `url` is the address after all redirects, `type` its content type without parameters, in lower case."""

    url: str
    type: str
    charset: str
    body: bytes


@dataclass(slots=True)
class Client:
    """Gets addresses one by one. `seconds` is a clock, `sleep` waits; tests give their own."""

    guard: Guard = field(default_factory=Guard)
    limits: Limits = field(default_factory=Limits)
    seconds: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _http: httpx.Client = field(init=False)
    _robots: dict[str, RobotFileParser] = field(init=False, default_factory=dict)
    _last: dict[str, float] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._http = httpx.Client(
            transport=GuardedTransport(self.guard),
            trust_env=False,
            follow_redirects=False,
            timeout=self.limits.seconds,
            headers={"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, url: str) -> Answer:
        """The body at an address that robots.txt does not forbid; `FetchError` for anything else."""
        until = self.seconds() + self.limits.seconds
        for _ in range(_REDIRECTS + 1):
            address = _checked(url)
            self._ask_robots(address)
            self._wait(address)
            status, answer = self._request(address, self.limits.size, until)
            if not status.is_redirect:
                break
            if not (target := status.headers.get("Location", "")):
                raise FetchError("is a redirect to nowhere")
            url = str(address.join(target))
        else:
            raise FetchError(f"is redirected more than {_REDIRECTS} times")
        if status.status_code != 200:
            raise FetchError(f"the server answered {status.status_code} {status.reason_phrase}".rstrip())
        return answer

    def _request(self, address: httpx.URL, size: int, until: float) -> tuple[httpx.Response, Answer]:
        try:
            with self._http.stream("GET", address) as response:
                body = bytearray()
                for chunk in response.iter_bytes() if not response.is_redirect else ():
                    body += chunk
                    if len(body) > size:
                        raise FetchError(f"is larger than {size / 1e6:g} MB: raise --max-megabytes if you need it")
                    if self.seconds() > until:
                        raise FetchError(f"took longer than {self.limits.seconds:g} s: raise --timeout if you can wait")
        except RefusedError as error:
            raise FetchError(str(error)) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise FetchError(f"cannot be fetched ({type(error).__name__}: {' '.join(str(error).split()) or 'no reason given'})") from error
        finally:
            self._last[address.host] = self.seconds()
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        clean = str(address.copy_with(fragment=None))
        return response, Answer(clean, kind, response.charset_encoding or "", bytes(body))

    def _ask_robots(self, address: httpx.URL) -> None:
        site = f"{address.scheme}://{address.netloc.decode('ascii')}"
        if site not in self._robots:
            self._robots[site] = self._rules(site)
        if not self._robots[site].can_fetch(AGENT, str(address)):
            raise FetchError("robots.txt of the site forbids it")

    def _rules(self, site: str) -> RobotFileParser:
        """The rules of a site (RFC 9309): none where it has no robots.txt, nothing allowed where the server fails."""
        rules = RobotFileParser()
        address = httpx.URL(f"{site}/robots.txt")
        until = self.seconds() + self.limits.seconds
        for _ in range(5):
            status, answer = self._request(address, _ROBOTS_BYTES, until)
            if not status.is_redirect:
                break
            address = _checked(str(address.join(status.headers.get("Location", "/"))))
        if status.status_code >= 500:
            rules.parse(["User-agent: *", "Disallow: /"])
        else:
            rules.parse(answer.body.decode("utf-8", "replace").splitlines() if status.status_code == 200 else [])
        return rules

    def _wait(self, address: httpx.URL) -> None:
        """Leave the host the pause that it asks for, or ours."""
        rules = self._robots.get(f"{address.scheme}://{address.netloc.decode('ascii')}")
        asked = rules.crawl_delay(AGENT) if rules else None
        pause = min(max(float(asked or 0), self.limits.pause), _LONGEST_DELAY)
        left = self._last.get(address.host, float("-inf")) + pause - self.seconds()
        if left > 0:
            self.sleep(left)


def _checked(url: str) -> httpx.URL:
    """The address if it is one of the web without a password in it."""
    try:
        address = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"is no address of the web ({error})") from error
    if address.scheme not in {"http", "https"} or not address.host:
        raise FetchError("is no address of the web: it must begin with http:// or https://")
    if address.userinfo:
        raise FetchError("holds a name and a password: they would be saved with it")
    return address
