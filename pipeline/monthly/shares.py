"""Shares and changes in tenths of a percent, as whole numbers, so that what is printed is what was computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WHOLE = 1000  # 100.0 %


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage in tenths; `signed` ones are changes."""

    tenths: int
    signed: bool = False

    def __str__(self) -> str:
        """As it is printed.

        >>> str(Percent(125)), str(Percent(-5, signed=True)), str(Percent(1000, signed=True)), str(Percent(0, True))
        ('12.5%', '-0.5%', '+100.0%', '0.0%')
        """
        sign = "-" if self.tenths < 0 else "+" if self.signed and self.tenths else ""
        return f"{sign}{abs(self.tenths) // 10}.{abs(self.tenths) % 10}%"


@dataclass(frozen=True, slots=True)
class Step:
    """A difference of counts."""

    value: int

    def __str__(self) -> str:
        """As it is printed.

        >>> str(Step(3)), str(Step(-2)), str(Step(0))
        ('+3', '-2', '0')
        """
        return f"{self.value:+d}" if self.value else "0"


def shares(counts: Sequence[int]) -> list[Percent | None]:
    """Shares of exclusive parts that add up to exactly 100.0 % (largest remainder); None where there is nothing.

    What is left after rounding down goes to the largest remainders, of equal ones to the larger part, then the earlier.

    >>> [str(share) for share in shares([1, 1, 1])]
    ['33.4%', '33.3%', '33.3%']
    >>> shares([0, 0])
    [None, None]
    """
    total = sum(counts)
    if not total:
        return [None] * len(counts)
    tenths = [count * WHOLE // total for count in counts]
    order = sorted(range(len(counts)), key=lambda at: (-(counts[at] * WHOLE % total), -counts[at], at))
    for at in order[: WHOLE - sum(tenths)]:
        tenths[at] += 1
    return [Percent(value) for value in tenths]


def part(count: int, total: int) -> Percent | None:
    """Share of a part that overlaps others, rounded by itself, half away from zero.

    >>> str(part(1, 8)), part(1, 0)
    ('12.5%', None)
    """
    return Percent((count * WHOLE * 2 + total) // (total * 2)) if total else None


def change(now: int, before: int | None) -> Percent | None:
    """Change against a period before; None where the data do not cover it or it was zero.

    >>> str(change(3, 2)), str(change(2, 3)), change(3, 0), change(3, None)
    ('+50.0%', '-33.3%', None, None)
    """
    if not before:
        return None
    difference = abs(now - before)
    tenths = (difference * WHOLE * 2 + before) // (before * 2)
    return Percent(tenths if now >= before else -tenths, signed=True)
