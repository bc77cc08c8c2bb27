"""One thin module per command, each with a click command named `command`; `timeline.cli` imports them when they are called."""
