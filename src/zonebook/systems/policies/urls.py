"""Addresses of policies."""

from django.urls import path

from zonebook.systems.policies import selfcheck

urlpatterns = [
    path("selfcheck", selfcheck.choose, name="selfcheck"),
    path("selfcheck/<str:name>", selfcheck.check, name="selfcheck-one"),
]
