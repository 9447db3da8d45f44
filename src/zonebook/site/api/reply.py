"""Answers as JSON, Chinese as it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse


def reply(payload: Any, status: int = 200) -> HttpResponse:
    """One object."""
    return JsonResponse(payload, status=status, json_dumps_params={"ensure_ascii": False})
