"""A parameter that no operation declares is refused, so that a misspelt one is never passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from zonebook.core.values import Finding, Reason, Ref, Refused

View = Callable[..., HttpResponse]
IN_ROUTE = re.compile(r"<(?:\w+:)?(\w+)>")


@cache
def known(api: NinjaAPI) -> Mapping[tuple[str, str], frozenset[str]]:
    """(method, path) → the names in its query that the OpenAPI document declares."""
    paths = api.get_openapi_schema(path_prefix="api/v1/")["paths"]
    return {
        (method.upper(), path): frozenset(
            one["name"] for one in operation["parameters"] if one["in"] == "query"
        )
        for path, methods in paths.items()
        for method, operation in methods.items()
    }


def declared_only(api: NinjaAPI) -> Callable[[View], View]:
    """Wraps every operation of the interface."""

    def wrap(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            path = "/" + IN_ROUTE.sub(r"{\1}", request.resolver_match.route)
            names = known(api)[str(request.method), path]
            strange = sorted(set(request.GET) - names)
            if strange:
                place = Ref("span", f"query.{strange[0]}", f"query.{strange[0]}")
                told = {"name": strange[0], "known": "、".join(sorted(names))}
                raise Refused(Finding(Reason("api.unknown_parameter", told), place))
            return view(request, *args, **kwargs)

        return checked

    return wrap
