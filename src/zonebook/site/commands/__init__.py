"""One module a verb of the command: `arguments(parser)` and `run(args) -> int`."""
