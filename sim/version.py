"""The version of the program, which every result and every cache names."""

__version__ = "0.1.0"
