"""What the program tells its caller at the end; README.md lists what each code means."""

SUCCESS, INTERNAL, USAGE, FAILED_RUNS, BELOW, INTERRUPTED = 0, 1, 2, 3, 4, 130
