"""Waiting for what must come true, never longer than a deadline."""

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_S = 10.0
READY_WITHIN_S = 30.0  # of a program that starts, on a busy machine
BETWEEN_LOOKS_S = 0.02

T = TypeVar("T")


class Failed(Exception):
    """A case failed; why, in a sentence."""


def expect(holds: object, otherwise: str) -> None:
    if not holds:
        raise Failed(otherwise)


def until(look: Callable[[], T], what: str, within: float = PATIENCE_S) -> T:
    """The first true value that looking finds."""
    end = time.monotonic() + within
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise Failed(f"not within {within:g} s: {what}")
        time.sleep(BETWEEN_LOOKS_S)
