"""Who is signed in, and who has failed to: kept in memory, so a restart signs everyone out."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from policyqa.web.accounts import Account, Accounts

IDLE_S = 12 * 3600
LONGEST_S = 7 * 24 * 3600
MAX_SESSIONS = 5_000
FAILURES = 10
WINDOW_S = 15 * 60

_MAX_WATCHED = 10_000


@dataclass(frozen=True, slots=True)
class _Session:
    name: str
    password: str
    began: float
    seen: float


class Sessions:
    """The sessions, found by the hash of what the browser holds; the oldest go where there are too many."""

    def __init__(self, accounts: Accounts, clock: Callable[[], float] = time.monotonic) -> None:
        self._accounts = accounts
        self._clock = clock
        self._lock = threading.Lock()
        self._open: OrderedDict[str, _Session] = OrderedDict()

    def start(self, account: Account) -> str:
        """Begin a session and give its token: 256 random bits, of which only a hash is kept."""
        token = secrets.token_urlsafe(32)
        now = self._clock()
        with self._lock:
            self._open[_hash(token)] = _Session(account.name, account.password, now, now)
            while len(self._open) > MAX_SESSIONS:
                self._open.popitem(last=False)
        return token

    def account_of(self, token: str) -> Account | None:
        """Give whose session it is; None where it has ended, or the account is gone or has another password."""
        key, now = _hash(token), self._clock()
        with self._lock:
            session = self._open.get(key)
            if session is None:
                return None
            account = self._accounts.find(session.name)
            over = now - session.seen > IDLE_S or now - session.began > LONGEST_S
            if over or account is None or account.password != session.password:
                del self._open[key]
                return None
            self._open[key] = replace(session, seen=now)
        return account

    def end(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._open.pop(_hash(token), None)


class Failures:
    """Counts failed sign-ins of a name and of an address; ten within a quarter of an hour are enough."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_s(self, *who: str) -> float:
        """Give the seconds until one of `who` may try again, 0 where they may now."""
        now = self._clock()
        with self._lock:
            return max((self._wait(self._failed.get(one), now) for one in who), default=0.0)

    def _wait(self, failed: deque[float] | None, now: float) -> float:
        if failed is None or len(failed) < FAILURES:
            return 0.0
        return max(0.0, failed[0] + WINDOW_S - now)

    def note(self, *who: str) -> None:
        """Remember a failure of each; the longest untouched are forgotten where there are too many."""
        now = self._clock()
        with self._lock:
            for one in who:
                self._failed.setdefault(one, deque(maxlen=FAILURES)).append(now)
                self._failed.move_to_end(one)
            while len(self._failed) > _MAX_WATCHED:
                self._failed.popitem(last=False)

    def forget(self, *who: str) -> None:
        """Forget the failures of each."""
        with self._lock:
            for one in who:
                self._failed.pop(one, None)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
