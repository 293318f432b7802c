"""What each kind of agent does: plain functions on one agent and the world, run by both engines. See sim/README.md."""
