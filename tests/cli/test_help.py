"""The help pages: wholly in Dutch."""

from __future__ import annotations

import re

import pytest
import typer

from kaartgen.cli.app import app
from kaartgen.errors import ExitCode


def _inside(group) -> list[str]:
    return [command.name for command in group.typer_instance.registered_commands]


COMMANDS = list(typer.main.get_command(app).commands)
PAGES = [
    (),
    *((name,) for name in COMMANDS),
    *((of.name, name) for of in app.registered_groups for name in _inside(of)),
]
ENGLISH = {
    "usage", "options", "option", "arguments", "argument", "args", "commands", "command", "show",
    "this", "message", "and", "exit", "default", "required", "the", "file",
    "text", "integer", "boolean", "path", "filename", "choice", "range",
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page) or "kaartgen")
@pytest.mark.parametrize("width", ["60", "80", "200"])
def test_no_english_word_is_on_a_help_page(kaartgen, monkeypatch, page, width):
    monkeypatch.setenv("COLUMNS", width)
    words = set(re.findall(r"[a-z]+", kaartgen(*page, "--help").out.casefold()))
    assert not words & ENGLISH


@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page) or "kaartgen")
def test_no_sign_of_a_programming_language_is_on_a_help_page(kaartgen, page):
    text = kaartgen(*page, "--help").out
    assert not re.findall(r"<str>|<int>|\{NAAM\}|\[\[|\bNone\b|\bstr\b", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page) or "kaartgen")
def test_a_help_page_is_on_standard_output_with_code_zero(kaartgen, page):
    answer = kaartgen(*page, "-h")
    assert (answer.code, answer.err) == (ExitCode.OK, "")
    assert answer.out.startswith(" ".join(["Gebruik: kaartgen", *page]))


def test_the_first_page_names_every_command(kaartgen):
    text = kaartgen("--help").out
    assert [name for name in COMMANDS if f"\n  {name} " not in text] == []


def test_no_line_of_the_first_page_is_cut_off(kaartgen):
    assert "..." not in kaartgen("--help").out
