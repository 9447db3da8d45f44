"""Addresses of the proposals."""

from django.urls import path

from zonebook.systems.proposals import views

urlpatterns = [
    path("proposals", views.listing, name="proposals"),
    path("proposals/<int:pk>/accept", views.accept, name="proposal-accept"),
    path("proposals/<int:pk>/decline", views.decline, name="proposal-decline"),
]
