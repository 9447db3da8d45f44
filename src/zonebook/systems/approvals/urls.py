"""Addresses of approvals."""

from django.urls import path

from zonebook.systems.approvals import views

urlpatterns = [path("clock", views.clock, name="clock")]
