"""The 2,000 random networks of the comparison with other software: the same from this file and from tests/properties.

A network is drawn from its number by SplitMix64, so that no network needs to be stored.
"""

COUNT = 2000
MASK = (1 << 64) - 1
PERCENT = [1, 3, 6, 12, 25, 50, 90]


class Draws:
    """SplitMix64 (Steele, Lea & Flood 2014)."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, bound):
        return (self.next() * bound) >> 64


def network(number):
    """Return the number of people, whether ties have a direction, and the ties `(from, to, weight)`."""
    draws = Draws(number)
    n = 2 + draws.below(59)
    percent = PERCENT[draws.below(len(PERCENT))]
    directed = draws.below(2) == 1
    ties = []
    for i in range(n):
        for j in range(n):
            if i == j or (not directed and i > j):
                continue
            if draws.below(100) < percent:
                weight = 1 + draws.below(5)
                ties.append((i, j, weight))
                if not directed:
                    ties.append((j, i, weight))
    return n, directed, ties
