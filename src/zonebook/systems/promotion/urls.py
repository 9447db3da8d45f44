"""Addresses of investment promotion."""

from django.urls import path

from zonebook.systems.promotion import views

urlpatterns = [path("week", views.week, name="week")]
