"""Addresses of the pages."""

from django.urls import URLPattern, URLResolver, include, path

from zonebook.site import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("enter", views.enter, name="enter"),
    path("enter/as", views.enter_as, name="enter-as"),
    path("leave", views.leave, name="leave"),
    path("language", views.speak, name="language"),
    path("alive", views.alive, name="alive"),
    path("api/v1/", include("zonebook.site.api.urls")),
    path("reports/", include("zonebook.systems.bulletin.urls")),
    path("", include("zonebook.systems.approvals.urls")),
    path("", include("zonebook.systems.ladder.urls")),
    path("", include("zonebook.systems.drafts.urls")),
    path("", include("zonebook.systems.proposals.urls")),
    path("", include("zonebook.systems.policies.urls")),
    path("", include("zonebook.systems.service.urls")),
    path("", include("zonebook.systems.promotion.urls")),
    path("", include("zonebook.desk.urls")),
]
handler403 = views.denied
handler404 = views.not_found
handler500 = views.broken
