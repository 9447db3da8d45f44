"""Addresses of the reports."""

from django.urls import path

from zonebook.systems.bulletin import views

urlpatterns = [
    path("annual", views.report, {"key": "annual"}, name="annual-report"),
    path("releases", views.releases, name="releases"),
    path("releases/<str:number>", views.release, name="release"),
    path("releases/<str:number>/approve", views.approve, name="approve-release"),
    path("releases/<str:number>/<str:kind>", views.file, name="release-file"),
    path("<str:key>", views.report, name="report"),
    path("<str:key>/prepare", views.prepare, name="prepare-release"),
    path("<str:key>/<str:kind>", views.form, name="report-form"),
]
