"""What was made for a shop in; the order that goes with it, as files, out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kaartgen.cli.build import Chosen, DeckRequest
from kaartgen.pdf.draw import drawn
from kaartgen.products.drukopdracht import PrintOrder, order_page, order_text, stacks_of

if TYPE_CHECKING:
    from kaartgen.cli.press import Press


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
    corner = press.shop.corner
    if corner is None:
        corner = max(chosen.look.template(card).corner for card in chosen.cards)
    order = PrintOrder(
        press.shop, press.pdfx, press.profile.identifier, request.press.run, stacks, corner
    )
    page = request.dated(order_page(chosen.deck, chosen.look, order))
    run = "" if order.sets is None else f"-{order.sets}"
    return {
        beside.with_name(f"{beside.name}{run}.pdf"): drawn(page),
        beside.with_name(f"{beside.name}{run}.txt"): order_text(chosen.deck, order).encode(),
    }
