"""The what-if page: a small local server that runs the city for the allocation on the screen.

    from sim.app.page.server import serve

Importing this package costs nothing; Starlette and uvicorn (extra ``page``) are imported with the server.
"""
