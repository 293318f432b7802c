"""The city: the state of every kind of agent, the rules of a month, and how a run begins."""
