"""Addresses of policies."""

from django.urls import path

from zonebook.systems.policies import own, selfcheck, views

urlpatterns = [
    path("selfcheck", selfcheck.choose, name="selfcheck"),
    path("selfcheck/<str:name>", selfcheck.check, name="selfcheck-one"),
    path("policies", views.policies, name="policies"),
    path("policies-due", views.due_list, name="policies-due"),
    path("policies-enterprise", views.enterprises, name="policies-enterprise"),
    path("policies-enterprise/<str:number>", views.enterprise, name="policies-card"),
    path("policies-enterprise/<str:number>/invite", views.invite, name="policies-invite"),
    path("policies/lists/<str:number>", views.award_list, name="award-list"),
    path("policies/lists/<str:number>/pay", views.pay, name="award-list-pay"),
    path("policies/awards/<str:number>", views.award, name="award"),
    path("policies/awards/<str:number>/step", views.step, name="award-step"),
    path("policies/match/<str:key>", views.policy, name="policy"),
    path("policies/match/<str:key>/list", views.make_list, name="policy-list"),
    path("my/enter", own.enter, name="own-enter"),
    path("my/policies", own.card, name="own-card"),
    path("my/policies/apply", own.apply, name="own-apply"),
    path("my/policies/awards/<str:number>", own.answer, name="own-answer"),
    path("my/what-if/<str:name>", own.what_if, name="own-what-if"),
    path("my/filing", own.file, name="own-filing"),
]
