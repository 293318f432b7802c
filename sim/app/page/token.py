"""Access token of a page that other machines can reach: given once in the address, then carried as a cookie."""

from __future__ import annotations

import hmac
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

NAME = "token"


def shows(request: Request, token: str) -> bool:
    """Whether the request carries the token in the page's cookie."""
    return _same(request.cookies.get(_cookie(request), ""), token)


def cookie_for(request: Request, token: str) -> Response | None:
    """The way on, with the cookie, for a request that has the token in its address; None for any other.

    The address is left without the token, so that it is not copied, bookmarked or shown over a shoulder.
    """
    query = request.query_params.multi_items()
    if request.method != "GET" or not any(name == NAME and _same(value, token) for name, value in query):
        return None
    rest = urlencode([(name, value) for name, value in query if name != NAME])
    path = "/" + request.url.path.lstrip("/")  # two slashes at the front would be another host
    answer = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
    # Lax: a link in a mail opens the page. What changes anything is posted, and a foreign Origin is refused.
    answer.set_cookie(_cookie(request), token, httponly=True, samesite="lax", path="/")
    return answer


def _cookie(request: Request) -> str:
    """A name for each port: cookies do not know ports, and two pages of one machine must not take each other's."""
    server = request.scope.get("server")
    return f"xiandao-{server[1]}" if server else "xiandao"


def _same(shown: str, token: str) -> bool:
    """In a time that says nothing of where the two differ."""
    return hmac.compare_digest(shown.encode(), token.encode())
