"""Addresses of the draft check."""

from django.urls import path

from zonebook.systems.drafts import office_views, views

urlpatterns = [
    path("check", views.check, name="check"),
    path("check/word", views.word_file, name="check-word"),
    path("check/list", views.findings_list, name="check-list"),
    path("drafts", office_views.drafts, name="drafts"),
    path("drafts/word", office_views.word_file, name="drafts-word"),
    path("drafts/list", office_views.findings_list, name="drafts-list"),
    path("drafts/<int:pk>", office_views.draft, name="office-draft"),
    path("drafts/<int:pk>/word", office_views.draft_word, name="office-draft-word"),
    path("drafts/<int:pk>/list", office_views.draft_list, name="office-draft-list"),
]
