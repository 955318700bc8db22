"""What is tried with whom: each case is part of one row of docs/interop.md."""

import dataclasses
from collections.abc import Callable

from harness.world import World

Play = Callable[..., None]


@dataclasses.dataclass(frozen=True)
class Case:
    name: str  # unique: group, function, arguments, transport
    group: str  # the ctest that plays it
    whom: str  # a name of matrix.PACKAGES
    transport: str
    what: str  # a sentence without a full stop
    function: Play
    arguments: dict[str, str]

    def play(self, world: World) -> None:
        self.function(world, self.transport, **self.arguments)


CASES: list[Case] = []


def case(
    whom: str, what: str, over: tuple[str, ...] = ("UDP",), **arguments: str
) -> Callable[[Play], Play]:
    """Declares a case for each transport; the function gets the world and the transport."""

    def declare(function: Play) -> Play:
        group = function.__module__.rpartition(".")[2]
        words = [group, function.__name__, *arguments.values()]
        for transport in over:
            name = ".".join([*words, transport]).lower()
            assert name not in [known.name for known in CASES], name
            CASES.append(Case(name, group, whom, transport, what, function, arguments))
        return function

    return declare
