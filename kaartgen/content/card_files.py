"""A kind's file in; a document for each of its cards out, the shared ones merged in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from kaartgen import yamlfile
from kaartgen.content.kinds import Kind
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import Workspace
from kaartgen.yamlfile import Document, Location, Value


def document(file: Path, problems: list[Problem]) -> Document | None:
    """Read a file; add what is wrong to `problems`. None if nothing can be read."""
    try:
        found = yamlfile.read_on(file)
    except KaartgenError as error:
        problems.extend(error.problems)
        return None
    problems.extend(found.problems)
    return found


class CardFiles(Struct):
    """Reads card files, keeping the shared ones that were opened on the way."""

    workspace: Workspace
    problems: list[Problem]
    # The kinds of which not every card could be read: who refers to one may yet be right.
    broken: set[str] = field(default_factory=set)
    _shared: dict[str, tuple[dict[str, Document], bool]] = field(default_factory=dict)

    def cards(self, kind: Kind, file: Path) -> list[Document]:
        """Return each card of a file as a document of its own."""
        if not file.exists():
            return []
        found = self._list(file, kind)
        cards: list[Document] = []
        for one in _split(found) if found else []:
            merged = self._with_shared(one, kind)
            if merged is None:
                self.broken.add(kind.name)
            else:
                cards.append(merged)
        return cards

    def _list(self, file: Path, kind: Kind) -> Document | None:
        found = document(file, self.problems)
        if found is None:
            self.broken.add(kind.name)
            return None
        if found.value is not None and not isinstance(found.value, list):
            self.broken.add(kind.name)
            self.problems.append(
                Problem(
                    "Hier hoort een lijst van kaarten te staan.",
                    ExitCode.AUTHOR,
                    Place(file, 1, 1),
                    "Begin elke kaart met ‘- ’ en laat de velden eronder twee spaties inspringen.",
                )
            )
            return None
        return found

    def _with_shared(self, one: Document, kind: Kind) -> Document | None:
        if not isinstance(one.value, dict) or "gedeeld" not in one.value:
            return one
        if kind.name not in self._shared:
            self._shared[kind.name] = self._read_shared(kind)
        shared, complete = self._shared[kind.name]
        name = one.value["gedeeld"]
        if not isinstance(name, str):
            self.problems.append(
                Problem(
                    "Bij ‘gedeeld’ hoort de id van een gedeelde kaart te staan.",
                    ExitCode.AUTHOR,
                    one.place(("gedeeld",)),
                    did_you_mean("", shared),
                )
            )
            return None
        if name not in shared:
            if complete:  # else it may stand in the file that could not be read
                self.problems.append(
                    Problem(
                        f"Er is geen gedeelde kaart ‘{name}’ bij {kind.plural}.",
                        ExitCode.AUTHOR,
                        one.place(("gedeeld",)),
                        did_you_mean(name, shared) or f"Schrijf hem in gedeeld/{kind.stem}.yaml.",
                    )
                )
            return None
        return over(one, shared[name], "gedeeld")

    def _read_shared(self, kind: Kind) -> tuple[dict[str, Document], bool]:
        """Return the shared cards of a kind by id (the workspace's own win), and if that is all."""
        found: dict[str, Document] = {}
        complete = True
        for folder in reversed(self.workspace.folders("gedeeld")):
            file = folder / f"{kind.stem}.yaml"
            if not file.exists():
                continue
            listed = self._list(file, kind)
            complete = complete and listed is not None
            here: dict[str, Document] = {}
            for one in _split(listed) if listed else []:
                name = one.value.get("id") if isinstance(one.value, dict) else None
                if not isinstance(name, str):
                    continue
                if name in here:
                    self.problems.append(same_id(name, one.place(("id",)), here[name].place(())))
                here.setdefault(name, one)
            found.update(here)
        return found, complete


def over(one: Document, base: Document, key: str) -> Document:
    """Return `base` with the fields of `one` over it; `key` is the field that named the base."""
    assert isinstance(one.value, dict)
    assert isinstance(base.value, dict)  # only mappings are named
    own: dict[str, Value] = {name: given for name, given in one.value.items() if name != key}
    places: dict[Location, Place] = {
        location: place
        for location, place in base.places.items()
        if not location or location[0] not in own
    }
    places.update(one.places)
    return Document(one.file, {**base.value, **own}, places)


def same_id(name: str, place: Place, first: Place) -> Problem:
    """Return the problem of two cards with one id."""
    return Problem(
        f"De id ‘{name}’ is al van een andere kaart ({first}).",
        ExitCode.AUTHOR,
        place,
        "Geef een van beide kaarten een eigen id.",
    )


def _split(found: Document) -> list[Document]:
    """Return each item of a document's list as a document of its own."""
    items = found.value if isinstance(found.value, list) else []
    places: list[dict[Location, Place]] = [{} for _ in items]
    for location, place in found.places.items():
        if location:
            index = location[0]
            assert isinstance(index, int)  # the document is a list
            places[index][location[1:]] = place
    return [Document(found.file, value, own) for value, own in zip(items, places, strict=True)]


def without(one: Document, *keys: str) -> Document:
    """Return a card's document without fields that are not the card's own."""
    if not isinstance(one.value, dict):
        return one
    kept: Mapping[str, Value] = {k: v for k, v in one.value.items() if k not in keys}
    return Document(one.file, dict(kept), one.places)
