"""The questions that can be asked of the model, each named as its command."""
