"""The rule dialect: one rule text for Mesa agents and compiled records. ``behaviour`` marks such texts.

What a text may say is checked in ``tests/dialect``. This file imports nothing, because numba alone costs half a second.
"""
