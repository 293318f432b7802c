"""``python -m sim`` is the command ``xiandao``."""

from sim.app.cli import main

if __name__ == "__main__":
    main()
