"""`python -m bot` is `kekraf`."""

from bot.cli import main

main()
