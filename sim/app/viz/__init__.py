"""One run of the city to watch in a browser, month by month: Mesa's SolaraViz on the Mesa model.

Importing this package costs nothing. ``sim.app.viz.watched``, ``snapshot`` and ``target_lines`` need no extra; ``app``
and ``components`` need the extra ``viz``.
"""
