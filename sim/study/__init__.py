"""How every analysis runs: its design of runs, its chunks, its progress, and the command that repeats it."""
