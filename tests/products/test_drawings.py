"""What is drawn of a hand and a stack is what the simulated hand does with it."""

from __future__ import annotations

import pytest

from kaartgen.frame import WHITE, Fill, Placed
from kaartgen.imposition.plan import Flip
from kaartgen.imposition.ways import Stack
from kaartgen.layout.look import Look
from kaartgen.layout.paragraph import Setter
from kaartgen.products.drawings import put_back
from kaartgen.products.sketch import Sketch
from tests.imposition import printer


@pytest.mark.parametrize("flip", Flip)
@pytest.mark.parametrize("way", Stack)
def test_the_stack_is_drawn_as_a_hand_lays_it_back(
    way: Stack, flip: Flip, jeugdzorg_look: Look
) -> None:
    page = Sketch(jeugdzorg_look.house, Setter(jeugdzorg_look.house.book, "nl_NL"))
    put_back(page, 0.0, 0.0, way, flip, layers=2, gap=16.0)
    before, after = sorted(
        (item for item in page.items if isinstance(item, Placed)), key=lambda one: one.transform.e
    )
    assert _head_is_far(before)
    (paper,) = printer.put_back([printer.Paper()], turned=way is Stack.TURNED, flip=flip)
    # The head of the page lies at the far edge as long as y keeps its direction.
    assert _head_is_far(after) is (paper.pose[1] == 1)
    # What lay on top is tinted, the other side of the paper is white.
    assert _tinted(page) == (2 if paper.pose[2] == 1 else 1)


def _head_is_far(stack: Placed) -> bool:
    """Say whether the arrow on a stack points away from who looks at it."""
    arrow = next(item for item in stack.frame.figure if isinstance(item, Fill))
    points = [stack.transform.point(*numbers) for _, numbers in arrow.path.segments if numbers]
    tip, *base = points
    return tip[1] < min(y for _, y in base)


def _tinted(page: Sketch) -> int:
    """Count the stacks of which the side that lay on top is up."""
    tint = page.colour("kind").tint(0.3)
    return sum(isinstance(item, Fill) and item.colour == tint != WHITE for item in page.items)
