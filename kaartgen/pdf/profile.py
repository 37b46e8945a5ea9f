"""An ICC file in; the printing condition that it describes out, or why it is none."""

from __future__ import annotations

import io
import re
import struct
from pathlib import Path
from typing import Final

from msgspec import Struct
from PIL import Image, ImageCms

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, file_error, reason, usage_error
from kaartgen.workspace import PACKAGE

FOGRA39: Final = PACKAGE / "profielen" / "FOGRA39L_coated.icc"

# A profile starts with a header of 128 bytes and a count of tags (ICC.1:2001-04, 6.1 and 6.2).
_LEAST: Final = 132
# The largest that printers hand out is 9 MB; more is something else.
_MOST: Final = 50_000_000
_SPACES: Final = {"RGB ": "rgb", "GRAY": "grijs", "CMYK": "cmyk", "Lab ": "Lab"}
_DEVICES: Final = {
    "scnr": "een scanner",
    "mntr": "een beeldscherm",
    "link": "een koppeling van twee apparaten",
    "spac": "een kleurruimte",
    "abst": "een effect",
    "nmcl": "benoemde kleuren",
}
# A converter needs the way to the inks and the way back.
_NEEDED: Final = frozenset({b"A2B0", b"B2A0"})
# How the conditions of the ICC's list are named in the profiles of their makers.
_CONDITIONS: Final = (
    (re.compile(r"FOGRA[ _-]?(\d\d)", re.IGNORECASE), "FOGRA{}"),
    (re.compile(r"CGATS[ _-]?TR[ _-]?(\d\d\d)", re.IGNORECASE), "CGATS TR {}"),
)
_MAKERS_NAMES: Final = {
    "psocoatedv3": "FOGRA51",
    "psouncoatedv3": "FOGRA52",
    "isocoatedv2": "FOGRA39",
    "psouncoatediso12647": "FOGRA47",
    "gracol2006": "CGATS TR 006",
    "swop2006": "CGATS TR 003",
}


class OutputProfile(Struct, frozen=True):
    """A checked profile of a press: its bytes, its own name and the condition it is made for.

    `condition` is None where the name tells of none that is registered.
    """

    file: Path
    data: bytes
    name: str
    condition: str | None
    version: tuple[int, int]

    @property
    def identifier(self) -> str:
        """What a PDF calls the condition."""
        return self.condition or self.name


def load_profile(file: Path) -> OutputProfile:
    """Read a profile and check that a press can be meant by it.

    Raises KaartgenError if it cannot be read, is broken, or describes something else than printing
    in CMYK.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(_MOST + 1)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "zo kan een bestand niet heten"
        raise file_error(
            f"Dit profiel is niet te lezen: {why}.", file, "Kijk de naam na achter --icc."
        ) from None
    if len(data) < _LEAST or data[36:40] != b"acsp":
        raise _wrong(file, "is geen ICC-profiel")
    device, space = (data[at : at + 4].decode("latin-1") for at in (12, 16))
    if space != "CMYK":
        raise _unfit(file, f"is er een voor {_SPACES.get(space, space.strip())}, niet voor cmyk")
    if device != "prtr":
        raise _unfit(file, f"beschrijft {_DEVICES.get(device, 'iets anders')}, geen drukpers")
    if len(data) < int.from_bytes(data[:4]) or not _whole(data):
        raise _wrong(file, "is beschadigd of niet af")
    name = _name(file, data)
    return OutputProfile(file, data, name, _condition(name, file), (data[8], data[9] >> 4))


def _whole(data: bytes) -> bool:
    """Say whether every tag lies inside the file, and those are there that a converter needs."""
    count = int.from_bytes(data[128:132])
    if len(data) < _LEAST + 12 * count:
        return False
    found: set[bytes] = set()
    for at in range(count):
        name, start, length = struct.unpack_from(">4sII", data, _LEAST + 12 * at)
        if start + length > len(data):
            return False
        found.add(name)
    return found >= _NEEDED


def _name(file: Path, data: bytes) -> str:
    """Return the name that a profile has inside, once it has converted a colour there and back."""
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        for source, target, mode in ((screen, profile, "RGB"), (profile, screen, "CMYK")):
            other = "CMYK" if mode == "RGB" else "RGB"
            ImageCms.profileToProfile(Image.new(mode, (1, 1)), source, target, outputMode=other)
        name = ImageCms.getProfileDescription(profile)
    except (OSError, ValueError, TypeError, ImageCms.PyCMSError):
        raise _wrong(file, "is beschadigd of niet af") from None
    return " ".join(name.split()) or file.stem


def _condition(name: str, file: Path) -> str | None:
    for text in (name, file.stem):
        for pattern, condition in _CONDITIONS:
            match = pattern.search(text)
            if match:
                return condition.format(match[1])
        plain = re.sub(r"[^a-z0-9]", "", text.casefold())
        for start, found in _MAKERS_NAMES.items():
            if plain.startswith(start):
                return found
    return None


def _wrong(file: Path, what: str) -> KaartgenError:
    hint = "Haal het profiel opnieuw bij de drukker of bij eci.org, en geef het .icc-bestand zelf."
    return file_error(f"Dit profiel {what}.", file, hint)


def _unfit(file: Path, what: str) -> KaartgenError:
    hint = "Neem het uitvoerprofiel voor cmyk dat de drukker noemt, zoals PSOcoated_v3."
    problem = Problem(f"Dit profiel {what}.", ExitCode.USAGE, Place(file), hint)
    return KaartgenError([problem])


def check_for_pdfx(profile: OutputProfile, pdfx: str) -> None:
    """Refuse a profile of version 4 where the PDF is older than those are.

    PDF 1.3 and 1.4, of X-3:2002 and X-1a:2003, know profiles up to version 2.
    """
    if pdfx in ("1a", "3") and profile.version[0] > 2:
        raise usage_error(
            f"‘{profile.file.name}’ is een profiel van versie {profile.version[0]}, en dat kent "
            f"PDF/X-{pdfx} nog niet.",
            "Neem een profiel van versie 2, of maak PDF/X-4 (--pdfx 4).",
        )
