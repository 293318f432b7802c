"""How well the model would have forecast the city's past, scored against baselines that carry their own past errors."""
