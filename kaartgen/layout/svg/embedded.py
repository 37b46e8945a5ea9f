"""A picture inside a drawing in; its pixels in inks out. Nothing outside the file is fetched."""

from __future__ import annotations

import base64
import binascii
import re
import urllib.parse
from pathlib import Path
from typing import Final

from kaartgen.errors import KaartgenError
from kaartgen.frame import Raster
from kaartgen.geometry import Transform
from kaartgen.layout.picture import PROFILE, raster_of
from kaartgen.layout.svg.measure import transform
from kaartgen.layout.svg.tree import Node, Tree

_DATA: Final = re.compile(r"data:image/(png|jpe?g|tiff|gif|webp)\s*(;[^,]*)?,", re.IGNORECASE)


def picture_in_pattern(reference: str, tree: Tree) -> tuple[Node, Transform] | None:
    """Return the image that a pattern shows once over a whole shape, as Figma writes pictures.

    With it comes the map from the image's own units to the shape's box, of 1 by 1. None for any
    other pattern.
    """
    pattern = tree.target(reference)
    if pattern is None or pattern.name != "pattern":
        return None
    inside = [node for node in pattern.nodes if node.name]
    whole = pattern.get("width") == "1" and pattern.get("height") == "1"
    by_box = pattern.get("patternContentUnits") == "objectBoundingBox"
    if len(inside) != 1 or not whole or not by_box:
        return None
    (shown,) = inside
    onto = transform(shown.get("transform")) or Transform()
    image = tree.target(shown.href) if shown.name == "use" else shown
    if image is None or image.name != "image":
        return None
    return image, onto


class NoPictureError(Exception):
    """A picture that cannot be used; the message says why."""


def embedded(node: Node, tree: Tree, press: Path = PROFILE) -> Raster:
    """Return the picture that an `image` carries; raises NoPictureError if it has none in it."""
    reference = node.href
    match = _DATA.match(reference)
    if match is None:
        if reference.startswith("data:"):
            kind = reference[5:].partition(";")[0].partition(",")[0] or "iets"
            raise NoPictureError(f"een ingesloten bestand van soort ‘{kind}’ is weggelaten")
        name = reference if len(reference) <= 60 else reference[:59] + "…"
        raise NoPictureError(
            f"de afbeelding ‘{name}’ ligt buiten de tekening en wordt niet opgehaald; "
            "sluit haar in en exporteer opnieuw"
        )
    body = reference[match.end() :]
    try:
        if "base64" in (match[2] or ""):
            content = base64.b64decode(re.sub(r"\s+", "", body), validate=True)
        else:
            content = urllib.parse.unquote_to_bytes(body)
        return raster_of(content, tree.file.name, tree.at(node), press)
    except (binascii.Error, ValueError):
        raise NoPictureError("een ingesloten afbeelding is beschadigd en weggelaten") from None
    except KaartgenError as error:
        said = error.problems[0].message.rstrip(".")
        raise NoPictureError(f"een ingesloten afbeelding is weggelaten: {said}") from None
