"""Addresses of enterprise service."""

from django.urls import path

from zonebook.systems.service import views

urlpatterns = [
    path("service/requests", views.requests, name="service-requests"),
    path("service/requests/<str:number>", views.request_page, name="service-request"),
    path("service/requests/<str:number>/offer", views.answer, name="service-answer"),
    path("service/answers/<str:number>/take-back", views.take_back, name="service-take-back"),
]
