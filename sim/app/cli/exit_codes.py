"""Exit codes of the program; README.md lists what each means."""

SUCCESS, INTERNAL, USAGE, FAILED_RUNS, BELOW, INTERRUPTED = 0, 1, 2, 3, 4, 130
