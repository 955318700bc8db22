"""What a seed stands for: a state, a fault and a moment."""

import dataclasses
import random

from seeded.faults import FAULTS
from seeded.states import STATES

# Mixed, so that those who are played at the same time don't all begin a station anew.
PAIRS = [(state, fault) for fault in sorted(FAULTS) for state in STATES]
random.Random(0).shuffle(PAIRS)


@dataclasses.dataclass(frozen=True)
class Plan:
    state: str
    fault: str
    after_s: float  # from what leads to the state
    ended_by: str

    @staticmethod
    def of(seed: int, dice: random.Random) -> "Plan":
        """The first seeds are each state with each fault, once; the others as the dice say."""
        one_of = PAIRS[seed - 1] if 0 < seed <= len(PAIRS) else dice.choice(PAIRS)
        longest = 1.1 if one_of[0].startswith("unlocking") else 0.2
        return Plan(*one_of, dice.uniform(0, longest), dice.choice(("phone", "station")))
