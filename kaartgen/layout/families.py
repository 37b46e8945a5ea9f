"""What a house style says of its fonts in; for each role the files of its family out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from kaartgen.authored import Authored, Number, mistake
from kaartgen.errors import ExitCode, KaartgenError, Problem
from kaartgen.layout.font_file import SUFFIXES, FaceFacts, read_facts
from kaartgen.layout.fonts import FamilyFiles, Span
from kaartgen.layout.static_font import FontFile, spoken
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import Workspace
from kaartgen.yamlfile import Document, Location


class FamilyFile(Authored):
    """A family: its files by weight, one variable font, or a folder with all of its files."""

    name: str | None = Field(None, description="De naam, zoals die in meldingen staat.")
    files: dict[str, str] = Field(
        {},
        description="Bestanden in fonts/ bij hun gewicht: 400, of 400i voor cursief. Een "
        "verzameling (ttc) krijgt het nummer van het lettertype erachter: Naam.ttc#2.",
    )
    file: str | None = Field(
        None, description="Eén bestand voor alle gewichten: een variabel lettertype."
    )
    italic: str | None = Field(None, description="Het bestand met de cursieven, naast ‘file’.")
    folder: str | None = Field(
        None, description="Een map in fonts/; elk lettertype daarin krijgt zijn eigen gewicht."
    )
    axes: dict[str, Number] = Field(
        {},
        description="Vaste plaatsen op andere assen van een variabel lettertype: {wdth: 85}.",
    )

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if not (self.files or self.file or self.folder):
            raise mistake(
                "Er staat niet bij waar dit lettertype ligt.",
                "Schrijf ‘files:’ met een bestand per gewicht, ‘file:’ met een variabel "
                "lettertype, of ‘folder:’ met een map in fonts/.",
            )
        if self.italic and not self.file:
            raise mistake("Bij ‘italic’ hoort ‘file’: het bestand met de rechte letters.")
        if "wght" in self.axes:
            raise mistake(
                "De as ‘wght’ is het gewicht; dat kiest het sjabloon per stijl.",
                "Laat ‘wght’ hier weg.",
            )
        return self

    def called(self) -> str:
        """Return the family's name, or where it lies if it has none."""
        of_files = next(iter(self.files.values()), "")
        return self.name or Path(self.folder or self.file or of_files).stem


def families(
    workspace: Workspace, fonts: Mapping[str, FamilyFile], document: Document
) -> tuple[dict[str, FamilyFiles], list[Problem]]:
    """Return the files of each role's family, and everything that is wrong with them."""
    reader = _Reader(workspace, document)
    return {role: reader.family(role, one) for role, one in fonts.items()}, reader.problems


class _Reader:
    def __init__(self, workspace: Workspace, document: Document) -> None:
        self.workspace, self.document = workspace, document
        self.problems: list[Problem] = []

    def family(self, role: str, family: FamilyFile) -> FamilyFiles:
        where: Location = ("fonts", role)
        axes = tuple(sorted(family.axes.items()))
        files: dict[tuple[int, bool], FontFile] = {}
        spans: list[Span] = []
        found = list(self._in_folder(family.folder, (*where, "folder"))) if family.folder else []
        for name, key in ((family.file, "file"), (family.italic, "italic")):
            file = self._file(name, (*where, key)) if name else None
            found += [(file, key)] if file else []
        for file, key in found:
            for face, one in self._faces(file, axes, italic=key == "italic"):
                if axis := face.axes.get("wght"):
                    for span in _spans(face, one, round(axis.least), round(axis.most)):
                        same = [it for it in spans if it.file.italic is span.file.italic]
                        if same:
                            self._twice(same[0].file, span.file, (*where, key))
                        spans.append(span)
                elif (other := files.setdefault((one.weight, one.italic), one)) != one:
                    self._twice(other, one, (*where, key))
        for key, name in family.files.items():
            at = (*where, "files", key)
            weight = key.removesuffix("i")
            explicit = self._file(name, at)
            if not weight.isdigit():
                self._problem(
                    f"‘{key}’ is geen gewicht.",
                    at,
                    "Schrijf 400, of 400i voor cursief.",
                    ExitCode.AUTHOR,
                )
            elif explicit:
                italic = key.endswith("i")
                files[int(weight), italic] = FontFile(
                    explicit.path, int(weight), italic, explicit.number, axes
                )
        return FamilyFiles(family.called(), files, tuple(spans))

    def _file(self, name: str, at: Location) -> FontFile | None:
        """Return a file in one of the folders with fonts, with its number if it has one."""
        plain = name.replace("\\", "/")
        stem, _, number = plain.rpartition("#")
        if stem and number.isdigit() and not self.workspace.find("fonts", plain):
            plain = stem
        else:
            number = ""
        path = self.workspace.find("fonts", plain)
        if path is None:
            known = [
                f"{one}{suffix}"
                for suffix in SUFFIXES
                for one in self.workspace.names("fonts", suffix)
            ]
            self._problem(
                f"Het lettertype ‘{plain}’ is er niet. Gezocht in {self._looked()}.",
                at,
                did_you_mean(plain, known),
            )
            return None
        return FontFile(path, number=int(number) if number else None)

    def _in_folder(self, name: str, at: Location) -> Iterator[tuple[FontFile, str]]:
        """Yield every font right in a folder, what is printed as it lies before what is packed."""
        folders = [one / name.replace("\\", "/") for one in self.workspace.folders("fonts")]
        folder = next((one for one in folders if one.is_dir()), None)
        if folder is None:
            known = [
                one.name
                for parent in self.workspace.folders("fonts")
                if parent.is_dir()
                for one in sorted(parent.iterdir())
                if one.is_dir()
            ]
            self._problem(
                f"De map ‘{name}’ is er niet. Gezocht in {self._looked()}.",
                at,
                did_you_mean(name, known),
            )
            return
        fonts = [one for one in sorted(folder.iterdir()) if one.suffix.lower() in SUFFIXES]
        if not fonts:
            deeper = next(
                (one for one in sorted(folder.rglob("*")) if one.suffix in SUFFIXES), None
            )
            self._problem(
                f"In de map ‘{folder}’ staat geen lettertype.",
                at,
                f"Wel in ‘{deeper.parent}’: noem die map."
                if deeper
                else "Zet er ttf's of otf's in.",
            )
        for one in fonts:
            yield FontFile(one), "folder"

    def _faces(
        self, file: FontFile, axes: tuple[tuple[str, float], ...], *, italic: bool
    ) -> Iterator[tuple[FaceFacts, FontFile]]:
        try:
            facts = read_facts(file.path)
        except KaartgenError as error:
            self.problems.extend(error.problems)
            return
        for face in facts.faces:
            number = face.index + 1 if facts.collection else None
            if file.number in (None, number):
                slope = italic or face.italic
                yield face, FontFile(file.path, face.weight, slope, number, axes)

    def _twice(self, one: FontFile, other: FontFile, at: Location) -> None:
        weight = spoken(one.weight, italic=one.italic)
        self._problem(
            f"‘{one}’ en ‘{other}’ hebben allebei gewicht {weight}.",
            at,
            "Haal er een weg, of schrijf bij ‘files:’ welk bestand bij welk gewicht hoort.",
        )

    def _looked(self) -> str:
        return " en ".join(str(folder) for folder in self.workspace.folders("fonts"))

    def _problem(
        self, message: str, at: Location, hint: str | None, code: ExitCode = ExitCode.FONT
    ) -> None:
        self.problems.append(Problem(message, code, self.document.place(at), hint))


def _spans(face: FaceFacts, file: FontFile, least: int, most: int) -> Iterator[Span]:
    """Yield a variable font's weights, and those of its slope if it can lean as well."""
    yield Span(least, most, file)
    if not file.italic and ("ital" in face.axes or "slnt" in face.axes):
        yield Span(least, most, FontFile(file.path, 400, True, file.number, file.axes))
