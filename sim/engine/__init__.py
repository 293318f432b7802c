"""What runs the model: the compiled engine, and Mesa agents."""
