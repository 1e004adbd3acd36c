"""Pools of real processes, which end with the test."""

import pytest

from fakes.crew import Crew


@pytest.fixture
def crew():
    made = []

    def make(**bounds):
        made.append(Crew(**bounds))
        return made[-1]

    yield make
    for one in made:
        one.pool.close()
