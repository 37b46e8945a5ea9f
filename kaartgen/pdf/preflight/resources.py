"""What the names in content streams stand for, read once for the whole file and kept by object."""

from __future__ import annotations

from typing import Any

import pikepdf
from msgspec import Struct, field

from kaartgen.pdf.preflight import colours
from kaartgen.pdf.preflight.fonts import font_facts
from kaartgen.pdf.preflight.images import image_facts
from kaartgen.pdf.preflight.model import FontFacts, ImageFacts, Mode, ObjectId, Space
from kaartgen.pdf.preflight.saying import name_of, said


class Shared(Struct):
    """The fonts, images, spaces and forms of a file that were met so far."""

    fonts: dict[ObjectId, FontFacts] = field(default_factory=dict)
    images: dict[ObjectId, ImageFacts] = field(default_factory=dict)
    spaces: dict[ObjectId, Space | None] = field(default_factory=dict)
    # What a form paints, by the form and the state that it was placed in.
    forms: dict[Any, Any] = field(default_factory=dict)
    # What a page paints, by its content and what its names stand for.
    drawings: dict[Any, Any] = field(default_factory=dict)
    # Objects that stand in a page itself have no number: they get one below nought.
    _unnumbered: int = 0

    def key(self, thing: pikepdf.Object) -> ObjectId:
        """Return the object's number, or one of our own if it has none."""
        found = thing.objgen
        if found != (0, 0):
            return found
        self._unnumbered -= 1
        return (self._unnumbered, 0)

    def font(self, thing: pikepdf.Object) -> FontFacts:
        """Return a font's facts."""
        key = self.key(thing)
        if key not in self.fonts:
            self.fonts[key] = font_facts(thing, key)
        return self.fonts[key]

    def image(self, thing: pikepdf.Object) -> ImageFacts:
        """Return an image's facts."""
        key = self.key(thing)
        if key not in self.images:
            self.images[key] = image_facts(thing, key)
        return self.images[key]

    def space(self, thing: pikepdf.Object | None) -> Space | None:
        """Return a colour space."""
        if thing is None:
            return None
        key = thing.objgen if not isinstance(thing, pikepdf.Name) else (0, 0)
        if key == (0, 0):
            return colours.space_of(thing)
        if key not in self.spaces:
            self.spaces[key] = colours.space_of(thing)
        return self.spaces[key]


class Resources(Struct):
    """One resource dictionary; its names are looked up once."""

    dictionary: pikepdf.Object
    shared: Shared
    _found: dict[tuple[str, bytes], Any] = field(default_factory=dict)

    def thing(self, room: str, name: bytes) -> pikepdf.Object | None:
        """Return what a name stands for, or None if it stands for nothing."""
        key = (room, name)
        if key not in self._found:
            shelf = self.dictionary.get(room)
            self._found[key] = (
                shelf.get(name.decode("latin-1")) if isinstance(shelf, pikepdf.Dictionary) else None
            )
        found: pikepdf.Object | None = self._found[key]
        return found

    def font(self, name: bytes) -> FontFacts | None:
        """Return the font by that name."""
        key = ("font", name)
        if key not in self._found:
            thing = self.thing("/Font", name)
            self._found[key] = (
                self.shared.font(thing) if isinstance(thing, pikepdf.Dictionary) else None
            )
        found: FontFacts | None = self._found[key]
        return found

    def space(self, name: bytes) -> Space | None:
        """Return the colour space by that name, be it a device's or one of the resources'."""
        key = ("space", name)
        if key not in self._found:
            given = self.thing("/ColorSpace", name)
            if given is None:
                word = name[1:].decode("latin-1")
                found = colours.PATTERN if word == "Pattern" else colours.DEVICE.get(word)
                self._found[key] = self.standing_in(found) if found else None
            else:
                self._found[key] = self.shared.space(given)
        result: Space | None = self._found[key]
        return result

    def standing_in(self, space: Space) -> Space:
        """Return the space that the resources put in a device space's place, else itself."""
        name = b"/Default" + space.name.removeprefix("Device").encode()
        given = self.thing("/ColorSpace", name)
        return (self.shared.space(given) or space) if given is not None else space

    def device(self, name: str) -> Space:
        """Return the space that a device's colour operators speak of."""
        key = ("device", name.encode())
        if key not in self._found:
            self._found[key] = self.standing_in(colours.DEVICE[name])
        found: Space = self._found[key]
        return found


def mode_with(mode: Mode, state: pikepdf.Object) -> Mode:
    """Return the mode after an ExtGState dictionary was applied."""
    changes: dict[str, Any] = {}
    if "/OP" in state:
        changes["overprint_stroke"] = changes["overprint_fill"] = bool(state["/OP"])
    if "/op" in state:
        changes["overprint_fill"] = bool(state["/op"])
    if "/OPM" in state:
        changes["overprint_mode"] = int(state["/OPM"])
    if "/ca" in state:
        changes["alpha_fill"] = float(state["/ca"])
    if "/CA" in state:
        changes["alpha_stroke"] = float(state["/CA"])
    if "/BM" in state:
        blend = state["/BM"]
        first = blend[0] if isinstance(blend, pikepdf.Array) and len(blend) else blend
        changes["blend"] = name_of(first)
    if "/SMask" in state:
        changes["soft_mask"] = isinstance(state["/SMask"], pikepdf.Dictionary)
    return mode._replace(**changes)


def transfers_in(state: pikepdf.Object) -> set[str]:
    """Return the keys by which a graphics state changes tones on their way to the plate."""
    found: set[str] = set()
    if "/TR" in state and said(state["/TR"]) != "/Identity":
        found.add("TR")
    if "/TR2" in state and said(state["/TR2"]) not in ("/Default", "/Identity"):
        found.add("TR2")
    return found
