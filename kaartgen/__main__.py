"""Run the command line with `python -m kaartgen`."""

from kaartgen.cli import main

main()
