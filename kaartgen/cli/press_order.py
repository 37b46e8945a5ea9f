"""What was made for a shop in; the order that goes with it, as files, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kaartgen.cli.build import Chosen, DeckRequest
from kaartgen.pdf.written import written
from kaartgen.products.drukopdracht import PrintOrder, order_form, stacks_of
from kaartgen.products.order_form import OrderForm, order_page, order_text

if TYPE_CHECKING:
    from kaartgen.cli.press import Press
    from kaartgen.products.press_sheets import Lot, PressJob


def order_files(
    request: DeckRequest, press: Press, chosen: Chosen, made: Mapping[str, list[Path]], beside: Path
) -> dict[Path, bytes]:
    """Return the order's page and text, if they were asked for.

    `made` are the files of each format; `beside` is the path of the page, without a suffix.
    """
    if press.shop is None or not request.press.ordered:
        return {}
    names = {name: tuple(file.name for file in files) for name, files in made.items()}
    stacks = stacks_of(chosen.look, chosen.cards, names)
    corner = _corner(press, chosen)
    order = PrintOrder(
        press.shop,
        press.pdfx,
        press.profile.identifier,
        request.press.run,
        stacks,
        corner,
        press.spots,
        press.job.die,
    )
    run = "" if order.sets is None else f"-{order.sets}"
    form = order_form(chosen.deck, order)
    return _as_files(request, chosen, form, beside.with_name(f"{beside.name}{run}"))


def sheet_order_files(
    request: DeckRequest,
    press: Press,
    chosen: Chosen,
    lots: Sequence[Lot],
    job: PressJob,
    made: Mapping[str, Path],
    beside: Path,
) -> dict[Path, bytes]:
    """Return the page and text of the order for press sheets, if they were asked for.

    `made` is the file of each format; `beside` is the path of the page, without a suffix.
    """
    if not request.press.ordered:
        return {}
    from kaartgen.products.sheet_order import sheet_order

    form = sheet_order(
        chosen.deck,
        chosen.cards,
        lots,
        job,
        pdfx=press.pdfx,
        condition=press.profile.identifier,
        corner=_corner(press, chosen),
        files={name: file.name for name, file in made.items()},
        spots=press.spots,
    )
    return _as_files(request, chosen, form, beside)


def _corner(press: Press, chosen: Chosen) -> float:
    if press.shop is not None and press.shop.corner is not None:
        return press.shop.corner
    return max(chosen.look.template(card).corner for card in chosen.cards)


def _as_files(
    request: DeckRequest, chosen: Chosen, form: OrderForm, path: Path
) -> dict[Path, bytes]:
    page = request.dated(order_page(chosen.deck, chosen.look, form))
    return {
        path.with_name(f"{path.name}.pdf"): written(page),
        path.with_name(f"{path.name}.txt"): order_text(form).encode(),
    }
