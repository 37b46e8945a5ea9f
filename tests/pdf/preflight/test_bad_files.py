"""Files that are locked, broken, empty or out of hand: what is wrong is said, in words."""

from __future__ import annotations

import contextlib
import io
import random
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.pdf.preflight.rule import Severity
from tests.pdf.preflight.good import HIGH, WIDE, add, changed, fired, good, report


def _refused(content: bytes, folder: Path) -> str:
    with pytest.raises(KaartgenError) as caught:
        report(content, folder)
    assert caught.value.code is ExitCode.FILE
    assert str(folder) in str(caught.value)
    return str(caught.value)


def _pages(count: int, nested: int = 0) -> bytes:
    """Return a file whose tree names one page so many times, through so many nodes of ten."""
    # Written by hand: libraries look at every page before they save.
    last = 4 + nested
    objects = [
        f"<< /Type /Catalog /Pages {last} 0 R >>",
        "<< /Type /Page /MediaBox [0 0 300 400] /Resources << >> >>",
        "null",
        f"<< /Type /Pages /Count {count} /Kids [{'2 0 R ' * count}] >>",
        *(
            f"<< /Type /Pages /Count 1 /Kids [{f'{number} 0 R ' * 10}] >>"
            for number in range(4, last)
        ),
    ]
    content = b"%PDF-1.4\n"
    starts = []
    for number, text in enumerate(objects, 1):
        starts.append(len(content))
        content += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    tail = f"trailer\n<< /Root 1 0 R /Size {size} >>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + f"xref\n0 {size}\n0000000000 65535 f \n{table}{tail}".encode()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    from kaartgen.pdf.preflight.reading import opened

    with pytest.raises(KaartgenError, match="is er niet"):
        opened(tmp_path / "weg.pdf")


def test_a_folder(tmp_path: Path) -> None:
    from kaartgen.pdf.preflight.reading import opened

    with pytest.raises(KaartgenError, match="niet te lezen"):
        opened(tmp_path)


@pytest.mark.parametrize("content", [b"", b"hallo", b"PK\x03\x04 een zip", b"\x89PNG\r\n"])
def test_a_file_that_is_no_pdf(content: bytes, tmp_path: Path) -> None:
    assert "geen pdf" in _refused(content, tmp_path)


def test_a_file_of_which_only_the_first_line_is_there(tmp_path: Path) -> None:
    assert "beschadigd" in _refused(b"%PDF-1.4\n", tmp_path)


def test_a_file_with_a_password(tmp_path: Path) -> None:
    locked = changed(
        lambda _: None,
        encryption=pikepdf.Encryption(owner="x", user="geheim", R=4),
        deterministic_id=False,
    )
    assert "wachtwoord" in _refused(locked, tmp_path)


def test_a_file_without_pages(tmp_path: Path) -> None:
    out = io.BytesIO()
    pikepdf.new().save(out)
    assert "geen pagina" in _refused(out.getvalue(), tmp_path)


def test_a_million_pages_that_are_one(tmp_path: Path) -> None:
    # A file of a few kilobytes can name its one page a million times.
    content = _pages(100, nested=4)
    assert len(content) < 10_000
    assert "meer dan 20000 pagina" in _refused(content, tmp_path)


def test_a_tree_without_leaves_ends(tmp_path: Path) -> None:
    assert "pagina" in _refused(_pages(0, nested=9), tmp_path)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.97])
def test_half_a_file_is_told_about_or_refused(share: float, tmp_path: Path) -> None:
    content = good()[: int(len(good()) * share)]
    try:
        rules = set(fired(content, tmp_path))
    except KaartgenError as error:
        rules = {f"code {int(error.code)}"}
    assert rules & {"bestand-gaaf", "code 6"}


def test_a_form_that_shows_itself_ends(tmp_path: Path) -> None:
    def circle(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_indirect(
            Stream(
                pdf,
                b"1 0 0 rg 50 50 50 50 re f /Zelf Do",
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, WIDE, HIGH]),
                Resources=Dictionary(XObject=Dictionary()),
            )
        )
        form.Resources.XObject.Zelf = form
        add(pdf, "/Zelf Do", XObject={"Zelf": form})

    assert fired(changed(circle), tmp_path) == ["kleur-rgb"]


@pytest.mark.parametrize(
    "content",
    [
        "Q Q Q",
        "(nooit gesloten",
        "<zz> Tj",
        "/Niets Do /Niets gs /Niets sh /Pattern cs /Niets scn 10 10 5 5 re f",
        "BT /Niets 12 Tf (a) Tj ET",
        "1 0 0 cm",
        "((((((diep))))) Tj",
        "[(a) 5 [ (b)] TJ",
        "BI /W 9 ID x",
        "k",
        "5 5 re f",
    ],
)
def test_content_that_makes_no_sense_never_makes_us_fall(content: str, tmp_path: Path) -> None:
    rules = fired(changed(lambda pdf: add(pdf, content)), tmp_path)
    assert set(rules) <= {"pagina-onleesbaar", "bestand-gaaf", "tekens-buiten-afloop"}


def test_boxes_that_are_no_boxes_count_as_missing(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj.TrimBox = Array([Name.een, Name.twee])

    assert fired(changed(change), tmp_path) == ["kader-trimbox"]


def test_a_page_that_is_turned_is_measured_as_it_is_seen(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj.Rotate = 270

    found = report(changed(change), tmp_path)
    assert found.trim is not None
    assert (found.trim.width, found.trim.height) == (148, 105)


def test_forms_that_show_forms_without_end_are_given_up(tmp_path: Path) -> None:
    def tower(pdf: pikepdf.Pdf) -> None:
        below = None
        for _ in range(8):
            things = Dictionary(XObject=Dictionary(Fm=below) if below is not None else Dictionary())
            content = b"/Fm Do " * 12 if below is not None else b"50 50 5 5 re f"
            below = pdf.make_indirect(
                Stream(
                    pdf,
                    content,
                    Type=Name.XObject,
                    Subtype=Name.Form,
                    BBox=Array([0, 0, WIDE, HIGH]),
                    Resources=things,
                )
            )
        add(pdf, "0 0 0 1 k /Fm Do", XObject={"Fm": below})

    assert fired(changed(tower), tmp_path) == ["pagina-onleesbaar"]


def test_a_dark_colour_is_not_black_that_went_wrong(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        name = next(iter(pdf.pages[0].obj.Resources.Font.keys()))
        add(pdf, f"BT 0.85 0.6 0.35 0.6 k {name} 24 Tf 100 200 Td (AAA) Tj ET")

    assert fired(changed(change), tmp_path) == []


def test_no_damage_to_a_file_makes_us_fall(tmp_path: Path) -> None:
    # Uncompressed, so that damage reaches the content of the pages too.
    whole = changed(lambda _: None, compress_streams=False)
    chance = random.Random(20261124)
    for _ in range(80):
        content = bytearray(whole)
        for _ in range(chance.choice([1, 5, 40, 200])):
            at = chance.randrange(len(content))
            match chance.randrange(4):
                case 0:
                    content[at] = chance.randrange(256)
                case 1:
                    del content[at : at + chance.randrange(40)]
                case 2:
                    content[at:at] = bytes(chance.choices(b"0123/[]<>() qQk", k=4))
                case _:
                    other = chance.randrange(len(content))
                    content[at : at + 10] = content[other : other + 10]
        # Either it is read or it is refused in words; anything else is a bug and raises here.
        with contextlib.suppress(KaartgenError):
            report(bytes(content), tmp_path, chance.choice(["4", "1a", "3", "geen"]))


@pytest.mark.parametrize(("count", "blank"), [(14, 1), (20, 2), (12, 3)])
def test_blank_pages_that_fill_up_a_sheet_at_the_end_are_no_warning(
    tmp_path: Path, count: int, blank: int
) -> None:
    with pikepdf.open(io.BytesIO(good())) as pdf:
        first = pdf.pages[0]
        for _ in range(count - blank - len(pdf.pages)):
            pdf.pages.append(first)
        for _ in range(blank):
            pdf.add_blank_page(page_size=(300, 400))
        for page in pdf.pages:
            # Leaves of A5 with 3 mm around them.
            for key, at in (("/MediaBox", 0.0), ("/BleedBox", 0.0), ("/TrimBox", 8.5)):
                page.obj[key] = Array([at, at, 436.5 - at, 612.3 - at])
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, force_version="1.6")
    found = report(out.getvalue(), tmp_path).findings
    empty = [one for one in found if one.rule == "pagina-leeg"]
    assert [one.page for one in empty] == list(range(count - blank + 1, count + 1))
    assert {one.severity for one in empty} == {Severity.NOTE}
    assert "zodat elk blad twee kanten heeft" in empty[0].message
