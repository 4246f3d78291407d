"""`python -m server` is `sluis-server`."""

from server.cli import main

main(prog_name="sluis-server")
