"""A drawing that cannot be trusted or read is refused at once, in Dutch, with its line."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.layout.svg.tree import MAX_BYTES, MAX_DEPTH, parsed, read_tree

_HEAD = '<svg xmlns="http://www.w3.org/2000/svg">'


def told(content: str | bytes) -> KaartgenError:
    with pytest.raises(KaartgenError) as caught:
        parsed(content.encode() if isinstance(content, str) else content, Path("kaart.svg"))
    return caught.value


def test_a_billion_laughs_are_not_laughed():
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    start = time.perf_counter()
    error = told(f"<?xml version='1.0'?>\n<!DOCTYPE svg [\n{''.join(lines)}]>{_HEAD}&a11;</svg>")
    assert time.perf_counter() - start < 0.5
    assert "entiteit (‘a0’)" in str(error)
    assert "regel 3" in str(error)
    assert error.code is ExitCode.AUTHOR


@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY % x SYSTEM "http://example.org/x.dtd">'],
)
def test_an_entity_from_outside_is_never_fetched(declared: str):
    assert "entiteit (‘x’)" in str(told(f"<!DOCTYPE svg [{declared}]>{_HEAD}</svg>"))


def test_the_document_type_of_older_programs_is_passed_over():
    tree = parsed(
        b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        b'"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        b'<svg xmlns="http://www.w3.org/2000/svg"><g id="laag"/></svg>',
        Path("kaart.svg"),
    )
    assert tree.by_id["laag"].name == "g"


def test_groups_without_end_are_refused():
    deep = MAX_DEPTH + 1
    error = told(f"{_HEAD}{'<g>' * deep}{'</g>' * deep}</svg>")
    assert "groepen in elkaar" in str(error)


def test_too_many_elements_are_refused():
    assert "meer dan 50000 onderdelen" in str(told(f"{_HEAD}{'<g/>' * 50_001}</svg>"))


def test_a_file_of_a_hundred_megabytes_is_not_even_read(tmp_path: Path):
    file = tmp_path / "groot.svg"
    with file.open("wb") as stream:
        stream.truncate(100_000_000)
    start = time.perf_counter()
    with pytest.raises(KaartgenError, match="100 MB groot; 16 MB is het meeste"):
        read_tree(file)
    assert time.perf_counter() - start < 0.2
    assert MAX_BYTES == 16_000_000


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "leeg"),
        (b" \n", "leeg"),
        (b"dit is geen svg", "geen geldige svg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>", "geen geldige svg"),
        (b"<html><body/></html>", "buitenste element is ‘html’"),
        (b"\x1f\x8b\x08\x00rest", "ingepakt"),
        (b"<?xml version='1.0' encoding='klingon'?><svg/>", "geen geldige svg"),
        (b"%PDF-1.7\n", "geen geldige svg"),
        (b"\x00\x01\x02\x03", "geen geldige svg"),
    ],
)
def test_what_is_no_drawing_is_told(content: bytes, said: str):
    assert said in str(told(content))


def test_a_broken_file_is_told_with_its_line():
    error = told(f"{_HEAD}\n<g>\n<path d='M0 0'\n</svg>")
    place = error.problems[0].place
    assert place is not None
    assert place.line == 4


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(KaartgenError, match="het is er niet") as caught:
        read_tree(tmp_path / "weg.svg")
    assert caught.value.code is ExitCode.FILE


def test_every_element_knows_its_line():
    tree = parsed(f"{_HEAD}\n<g>\n\n<rect id='r'/></g></svg>".encode(), Path("kaart.svg"))
    assert tree.by_id["r"].line == 4


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_other_encodings_are_read(encoding: str):
    name = encoding.removesuffix("-sig")
    text = f"<?xml version='1.0' encoding='{name}'?>{_HEAD}<g id='één'/></svg>"
    assert "één" in parsed(text.encode(encoding), Path("kaart.svg")).by_id
