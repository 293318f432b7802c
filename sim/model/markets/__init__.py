"""Procedures over many agents: calls, admissions, deals, recognition rounds, designations."""
