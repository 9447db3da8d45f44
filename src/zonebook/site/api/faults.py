"""Every refusal of the interface as the object that the command prints, with the fitting status."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.records import zone as zones
from zonebook.site import payloads

MISSING = (
    "registers.unknown", "figures.unknown_key", "release.missing", "release.no_file",
    "rules.no_such_rule", "api.no_record", "api.no_import", "procedure.no_such",
    "procedure.no_such_item", "clock.no_such_pause", "verdicts.no_such_enterprise",
    "breakdowns.no_such_way", "policies.no_such_policy",
)  # fmt: skip
CHANGED = ("import.digest_changed", "api.import_done", "release.book_moved_on")
TOO_LARGE = ("files.too_large", "check.too_large", "workbooks.too_large", "api.too_large")
MOST_SHOWN = 20
MB = 1024 * 1024


def status_of(error: Refused) -> int:
    """403 without the right, 404 for what is not there, 409 for what has changed, 413, else 422."""
    key = error.findings[0].message.key
    if key.startswith("permissions."):
        return 403
    for status, keys in ((404, MISSING), (409, CHANGED), (413, TOO_LARGE)):
        if key in keys:
            return status
    return 422


def answer(request: HttpRequest, error: Refused, status: int) -> HttpResponse:
    """A refusal as JSON in the language asked for."""
    lang = "en" if request.GET.get("lang") == "en" else "zh"
    return JsonResponse(
        payloads.refused(error, zones.catalog().sentences, lang),
        status=status,
        json_dumps_params={"ensure_ascii": False},
    )


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """A refusal of our own."""
    return answer(request, error, status_of(error))


def no_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """401."""
    found = answer(request, Refused(Reason("api.no_token")), 401)
    found["WWW-Authenticate"] = "Bearer"
    return found


def too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    """429; ninja adds Retry-After."""
    seconds = max(1, int(error.wait or 1))
    return answer(request, Refused(Reason("api.too_often", {"seconds": seconds})), 429)


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422: each part of the request that is not as declared, with its place."""
    findings = [finding(one) for one in error.errors[:MOST_SHOWN]]
    return answer(request, Refused(*findings), 422)


def finding(one: dict[str, Any]) -> Finding:
    """One complaint of the schema: query.period, body.text."""
    place = ".".join(str(part) for part in one["loc"])
    args = {"place": place, "problem": str(one["msg"])[:200]}
    return Finding(Reason("api.invalid", args), Ref("span", place, place))


def unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
    """400: no JSON, no multipart, or what Django takes for an attack."""
    problem = str(error).partition("(")[0].strip()[:200] or type(error).__name__
    reason = Reason("api.invalid", {"place": "body", "problem": problem})
    return answer(request, Refused(Finding(reason, Ref("span", "body", "body"))), 400)


def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """413."""
    from django.conf import settings

    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MB
    return answer(request, Refused(Reason("api.too_large", {"mb": most})), 413)


def not_found(request: HttpRequest, **_: Any) -> HttpResponse:
    """404: no such address of the interface."""
    return answer(request, Refused(Reason("api.not_found")), 404)


def handle(api: NinjaAPI) -> None:
    """Let the interface answer every refusal so."""
    api.add_exception_handler(Refused, refused)
    api.add_exception_handler(AuthenticationError, no_token)
    api.add_exception_handler(Throttled, too_often)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(RequestDataTooBig, too_large)
    for kind in (HttpError, BadRequest, SuspiciousOperation, MultiPartParserError):
        api.add_exception_handler(kind, unreadable)
