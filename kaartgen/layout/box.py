"""Where an element of a face lies, as a designer writes it; its place in millimetres out."""

# No annotations as strings here: pydantic evaluates those anew for every class that inherits them.

from typing import Annotated

from pydantic import Field, model_validator

from kaartgen.authored import Authored, Number, WholeNumber, mistake
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout.condition import Condition
from kaartgen.layout.measure import Extent, Gap, Length


class Box(Authored):
    """Where an element lies: two of x, w and right; two of y, h and bottom; else the full side.

    In a stack only x, w and right count.
    """

    x: Length | None = Field(None, description="Van de linkerrand van de kaart.")
    y: Length | None = Field(None, description="Van de bovenrand.")
    w: Extent | None = Field(None, description="De breedte.")
    h: Extent | None = Field(None, description="De hoogte.")
    right: Length | None = Field(None, description="Tot zover van de rechterrand.")
    bottom: Length | None = Field(None, description="Tot zover van de onderrand.")
    als: Condition | None = Field(
        None,
        description="Alleen als dit zo is: ‘hulpzin’ (gevuld), ‘niet hulpzin’, "
        "‘stap.nummer = 1’, met ‘en’ en ‘of’.",
    )
    turn: Annotated[Number, Field(ge=-360, le=360)] = Field(
        0.0,
        description="Graden met de klok mee. Een kwartslag vult het vak; elke andere hoek draait "
        "het om zijn midden.",
    )
    z: Annotated[WholeNumber, Field(ge=-1000, le=1000)] = Field(
        0, description="Hoger ligt erboven; wat gelijk is, ligt in de volgorde van het bestand."
    )
    gap: Gap = Field((0.0, 0.0), description="Ruimte erboven in een stapel; ‘4..7’ groeit mee.")

    @model_validator(mode="after")
    def _not_too_much(self) -> "Box":
        if None not in (self.x, self.w, self.right) or None not in (self.y, self.h, self.bottom):
            raise mistake("Dit element heeft drie maten in één richting; twee zijn genoeg.")
        return self

    def rect(self, within: Size) -> Rect:
        """Return the element's place in an area of that size."""
        x, width = _span(self.x, self.w, self.right, within.width)
        y, height = _span(self.y, self.h, self.bottom, within.height)
        return Rect(x, y, width, height)

    @property
    def quarter(self) -> int | None:
        """The turn as 0, 90, 180 or 270 degrees; None where it is no quarter turn."""
        return int(self.turn) % 360 if self.turn % 90 == 0 else None

    def inner_size(self, rect: Rect) -> Size:
        """Return the room inside a box that is turned: a quarter turn makes it lie."""
        lying = self.quarter in (90, 270)
        return Size(rect.height, rect.width) if lying else Size(rect.width, rect.height)

    def turning(self, rect: Rect) -> Transform:
        """Return the map from inside a turned box to the card, about the middle of the box."""
        size = self.inner_size(rect)
        middle = Transform.move(-size.width / 2, -size.height / 2)
        back = Transform.move(rect.x + rect.width / 2, rect.y + rect.height / 2)
        return middle.then(Transform.rotate(self.turn % 360)).then(back)


def _span(
    start: float | None, length: float | None, end: float | None, whole: float
) -> tuple[float, float]:
    if length is None:
        first = start or 0.0
        return first, whole - first - (end or 0.0)
    if start is None and end is not None:
        return whole - end - length, length
    return start or 0.0, length
