"""Addresses of the interface; it asks for a token instead of a sign-in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

import zonebook
from zonebook.site.api import (
    drafts,
    due,
    faults,
    figures,
    imports,
    judging,
    policies,
    records,
    releases,
)
from zonebook.site.api.auth import PerToken, Token
from zonebook.site.api.declared import declared_only

ABOUT = """园区一本账的接口。请求头写 `Authorization: Bearer 令牌`；令牌用 `zonebook token create` 建。
答复与命令行 `--format json` 相同；出错时 4xx 的 JSON 说明哪里、什么、怎么办；`lang=en` 换英文。

The interface of Zonebook. Send `Authorization: Bearer TOKEN`; make one with `zonebook token
create`. Answers are those of the command with `--format json`; a refusal says where, what and what
to do; `lang=en` gives English sentences."""

api = NinjaAPI(
    title="园区一本账 · Zonebook",
    version=zonebook.__version__,
    description=ABOUT,
    docs_url=None,
    auth=Token(),
    throttle=PerToken(),
    urls_namespace="api-1",
)
api.add_decorator(declared_only(api))
for module in (figures, records, releases, imports, drafts, judging, policies, due):
    api.add_router("", module.router)
faults.handle(api)


def opened(pattern: URLPattern) -> URLPattern:
    """An address that needs no sign-in, because a token is asked for."""
    pattern.callback = login_not_required(pattern.callback)
    return pattern


app_name = "api-1"
urlpatterns = [
    *(opened(one) for one in api.urls[0]),
    path("<path:rest>", login_not_required(csrf_exempt(faults.not_found))),
]
