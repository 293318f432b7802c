"""The rule dialect: one rule text for Mesa agents and compiled records, and the checks that keep it one.

``behaviour`` marks the rules; ``purity`` (the text), ``typed`` (the compiled types) and ``strict`` (the running
Mesa agents) each enforce part of the dialect. Import the submodules; this file imports nothing, because numba alone
costs half a second.
"""
