"""Addresses of approvals."""

from django.urls import path

from zonebook.systems.approvals import views

urlpatterns = [
    path("clock", views.clock, name="clock"),
    path("approvals", views.desk, name="approvals"),
    path("approvals-import", views.take, name="approvals-import"),
    path("approvals-regularity", views.regularity, name="approvals-regularity"),
    path("approvals/<str:number>", views.case, name="approval-case"),
    path("approvals/<str:number>/record", views.record, name="approval-record"),
    path("approvals/<str:number>/void", views.void, name="approval-void"),
    path("approvals/<str:number>/papers/<int:place>", views.paper, name="approval-paper"),
]
