"""Addresses of the draft check."""

from django.urls import path

from zonebook.systems.drafts import views

urlpatterns = [
    path("check", views.check, name="check"),
    path("check/word", views.word_file, name="check-word"),
    path("check/list", views.findings_list, name="check-list"),
]
