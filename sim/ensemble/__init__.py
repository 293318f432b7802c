"""The compiled ensemble: the same rules as the Mesa model over record arrays, many runs in threads."""
