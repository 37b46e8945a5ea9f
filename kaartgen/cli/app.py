"""One line of arguments in; its command run, what went wrong told, and the exit code out."""

from __future__ import annotations

import copy
import errno
import io
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from kaartgen import __version__
from kaartgen.cli import (
    dutch,
    sheet_commands,
    table_commands,
    template_commands,
    view_commands,
)
from kaartgen.cli.group import app
from kaartgen.cli.report import Voice
from kaartgen.errors import ExitCode, KaartgenError, usage_error

# Importing them is what makes them commands.
__all__ = ("app", "run", "sheet_commands", "table_commands", "template_commands", "view_commands")


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--versie", help="Laat de versie zien.")] = False,
) -> None:
    """Maak van situaties en vragen kaarten om mee aan tafel te gaan."""
    if version:
        print(f"kaartgen {__version__}")
    elif context.invoked_subcommand is None:
        from kaartgen.cli.ask import ask

        ask()


def run(arguments: Sequence[str]) -> ExitCode:
    """Run one command line and return the exit code; problems have been told by then."""
    voice = Voice("--json" in arguments, "--stil" in arguments)
    command = typer.main.get_command(_called(arguments))
    try:
        # Not `main`: the library's own ends the process on what we want to tell ourselves.
        with command.make_context("kaartgen", list(arguments)) as context:
            command.invoke(context)
        sys.stdout.flush()
    except KaartgenError as error:
        voice.problems(error)
        return error.code
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.Exit as error:
        return ExitCode(error.exit_code)
    except Exception as error:
        return _told(error, command, voice)
    return ExitCode.OK


def _called(arguments: Sequence[str]) -> typer.Typer:
    """Return the app with only the command that is called: to make them all takes 25 ms."""
    called = [one for one in app.registered_commands if one.name in arguments[:1]]
    groups = [one for one in app.registered_groups if one.name in arguments[:1]]
    if not called and not groups:
        return app
    narrowed = copy.copy(app)
    narrowed.registered_commands = called
    narrowed.registered_groups = groups
    return narrowed


def _told(error: Exception, command: Any, voice: Voice) -> ExitCode:
    if hasattr(error, "exit_code") and hasattr(error, "format_message"):
        voice.problems(usage_error(*_in_dutch(error, command)))
        return ExitCode.USAGE
    if isinstance(error, OSError) and error.errno == errno.ENOSPC and error.filename is None:
        sys.stderr.write("Wat kaartgen wil melden is niet weg te schrijven: de schijf is vol.\n")
        # Nothing more can be written there, also not when Python closes it.
        sys.stdout = io.StringIO()
        return ExitCode.FILE
    told = "Dit is een fout in kaartgen zelf, niet in jouw werk. Er is niets half weggeschreven."
    if voice.as_json:
        voice.json(
            {
                "bestanden": [],
                "kaarten": 0,
                "vellen": 0,
                "bevindingen": [{"bericht": told, "code": 1}],
            }
        )
    print(f"{told}\nMeld hem met de regels hieronder en wat je deed.\n", file=sys.stderr)
    traceback.print_exception(error)
    return ExitCode.BUG


def _in_dutch(error: Exception, command: Any) -> tuple[str, str]:
    context = getattr(error, "ctx", None)
    options = [
        name
        for parameter in (context.command.params if context else [])
        for name in parameter.opts
        if name.startswith("-")
    ]
    called = context.command if context and hasattr(context.command, "commands") else command
    return dutch.usage_message(error, list(called.commands), options)
