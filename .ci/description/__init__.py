"""The model's description, made from the code: ``python .ci/description`` writes it, a test finds it out of date.

Importing this package costs nothing; plan, parameters and rules are read when a table is made.
"""
