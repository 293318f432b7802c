"""How well the model would have forecast the city's past: ``sim.backtest(origins=(2019, 2020), runs=4000)``.

Scored against baselines that carry their own past errors; see ``sim.analyses.backtest.run``.
"""
