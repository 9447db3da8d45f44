"""Addresses of the ladder."""

from django.urls import path

from zonebook.systems.ladder import views

urlpatterns = [
    path("ladder", views.ladder, name="ladder-front"),
    path("ladder/rungs", views.ladder, name="ladder"),
    path("ladder/near", views.near, name="ladder-near"),
    path("ladder/watch", views.watch, name="ladder-watch"),
    path("ladder/reform", views.reform, name="ladder-reform"),
    path("ladder/replay", views.replay, name="ladder-replay"),
    path("ladder/plans", views.plans, name="ladder-plans"),
    path("ladder/verdict/<str:number>/<str:rule>", views.verdict, name="ladder-verdict"),
    path("ladder/plan/<str:number>/<str:target>", views.plan, name="ladder-plan"),
    path("ladder/rungs/<str:key>", views.rung, name="ladder-rung"),
]
