"""Addresses of approvals."""

from django.urls import path, re_path

from zonebook.systems.approvals import applicant_views as mine
from zonebook.systems.approvals import application_views as applications
from zonebook.systems.approvals import leading_views, roll_views, views
from zonebook.systems.approvals import public_views as public

PAPER = r"papers/(?P<place>\d{1,6})/(?P<which>\d)\.(?P<kind>docx|pdf)$"
FILE = r"files/(?P<sha>[0-9a-f]{64})$"

urlpatterns = [
    path("clock", views.clock, name="clock"),
    path("guide", public.guides, name="guides"),
    path("guide/<str:key>", public.guide, name="guide"),
    path("feed/<str:token>.ics", public.feed, name="feed"),
    path("approvals", views.desk, name="approvals"),
    path("approvals-import", roll_views.take, name="approvals-import"),
    path("approvals-import/<int:batch>/undo", roll_views.take_back, name="approvals-undo"),
    path("approvals-regularity", views.regularity, name="approvals-regularity"),
    path("approvals-limits", leading_views.replay, name="approvals-limits"),
    path("approvals-limits/<str:stage>", leading_views.items, name="approvals-limits-items"),
    path("approvals-exchange", leading_views.packages, name="approvals-exchange"),
    path("approvals-exchange/<str:kind>", leading_views.package, name="approvals-package"),
    path("approvals/<str:number>", views.case, name="approval-case"),
    path("approvals/<str:number>/record", views.record, name="approval-record"),
    path("approvals/<str:number>/void", views.void, name="approval-void"),
    path("approvals/<str:number>/slip", applications.slip, name="approval-slip"),
    re_path(rf"^approvals/(?P<number>[^/]+)/{PAPER}", views.paper, name="approval-paper"),
    re_path(rf"^approvals/(?P<number>[^/]+)/{FILE}", views.file, name="approval-file"),
    path("applications", applications.listing, name="applications"),
    path("applications/new", applications.new, name="application-new"),
    path("applications/<str:number>", applications.show, name="application"),
    path("applications/<str:number>/receive", applications.receive, name="application-receive"),
    path("applications/<str:number>/waive", applications.waive, name="application-waive"),
    path("applications/<str:number>/mandate", applications.mandate, name="application-mandate"),
    path("my", mine.mine, name="my"),
    path("my/applications/<str:number>", mine.application, name="my-application"),
    path("my/applications/<str:number>/apply", mine.apply, name="my-apply"),
    path("my/cases/<str:number>", mine.case, name="my-case"),
    path("my/cases/<str:number>/hand-in", mine.hand_in, name="my-hand-in"),
    path("my/cases/<str:number>/rate", mine.rate, name="my-rate"),
    path("my/cases/<str:number>/log", mine.log, name="my-log"),
    re_path(rf"^my/cases/(?P<number>[^/]+)/{PAPER}", mine.paper, name="my-paper"),
    re_path(rf"^my/cases/(?P<number>[^/]+)/{FILE}", mine.file, name="my-file"),
]
