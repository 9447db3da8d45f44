"""Addresses of the reports."""

from django.urls import path

from zonebook.systems.bulletin import views

urlpatterns = [path("annual", views.annual, name="annual-report")]
