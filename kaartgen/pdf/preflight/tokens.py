"""A content stream in; its tokens out, as bytes: numbers, names, strings and operators.

One regular expression is several times faster than asking a parser for an object each; what it
cannot read with certainty (an image within the text, strings out of hand) goes to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pikepdf

# Parentheses may stand in a string when they balance; three deep is more than anyone writes.
_FLAT: Final = rb"[^()\\]++|\\."
_STRING: Final = rb"\((?:" + _FLAT + rb"|\((?:" + _FLAT + rb"|\((?:" + _FLAT + rb")*+\))*+\))*+\)"
_TOKEN: Final = re.compile(
    _STRING
    + rb"|<<|>>|<[0-9A-Fa-f\s]*+>|/[^\s()<>\[\]{}/%\0]*+|[\[\]]|%[^\r\n]*+|[^\s()<>\[\]{}/%\0]++"
    + rb"|[()<>]",
    re.DOTALL,
)
_INLINE: Final = re.compile(rb"(?:^|[\s\]>)])BI\s")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_UNSURE: Final = frozenset([b"(", b")", b"<", b">"])

# What stands for an image within the text: its colour space and filter follow no resource.
INLINE_IMAGE: Final = b"EI"


def tokens(data: bytes, stream: pikepdf.Object) -> list[bytes]:
    """Return the tokens of a stream, comments left out.

    Raises pikepdf.PdfError if the stream cannot be read at all.
    """
    if b"BI" not in data or not _INLINE.search(data):
        found = _TOKEN.findall(data)
        if not _UNSURE.intersection(found):
            return [token for token in found if token[0] != 37] if b"%" in data else found
    return list(_parsed(stream))


def _parsed(stream: pikepdf.Object) -> Iterator[bytes]:
    for instruction in pikepdf.parse_content_stream(stream):
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            image = instruction.iimage
            yield str(image.width).encode()
            yield str(image.height).encode()
            yield str(image.bits_per_component).encode()
            yield f"/{_space_name(image)}".encode()
            yield INLINE_IMAGE
            continue
        for operand in instruction.operands:
            yield from _written(operand)
        yield str(instruction.operator).encode()


def _space_name(image: pikepdf.PdfInlineImage) -> str:
    if image.image_mask:
        return "ImageMask"
    try:
        return str(image.colorspace or "DeviceGray").removeprefix("/")
    except (NotImplementedError, pikepdf.PdfError):
        return "DeviceGray"


def _written(operand: object) -> Iterator[bytes]:
    if isinstance(operand, pikepdf.Array):
        yield b"["
        for inside in operand:
            yield from _written(inside)
        yield b"]"
    elif isinstance(operand, pikepdf.Dictionary):
        yield b"<<"
        yield b">>"
    elif isinstance(operand, pikepdf.String):
        yield b"<" + bytes(operand).hex().encode() + b">"
    else:
        yield str(operand).encode()


def string_bytes(token: bytes) -> bytes:
    """Return what a string token says."""
    if token[:1] == b"<":
        digits = b"".join(token[1:-1].split()).decode("ascii")
        return bytes.fromhex(digits + "0" * (len(digits) % 2))
    inside = token[1:-1]
    return _ESCAPE.sub(_unescaped, inside) if b"\\" in inside else inside


def _unescaped(match: re.Match[bytes]) -> bytes:
    found = match[1]
    if found[:1].isdigit() and found[0] < 56:
        return bytes([int(found, 8) & 255])
    if found in (b"\n", b"\r", b"\r\n"):
        return b""
    return _ESCAPED.get(found, found)
