"""Addresses of the public pages where they are served alone, without a zone or a book."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path
from django.views.generic import RedirectView

from zonebook.site import views
from zonebook.systems.approvals import views as approvals
from zonebook.systems.drafts import views as drafts
from zonebook.systems.policies import selfcheck

urlpatterns: list[URLPattern] = [
    path("", login_not_required(RedirectView.as_view(pattern_name="check")), name="home"),
    path("language", views.speak, name="language"),
    path("alive", views.alive, name="alive"),
    path("clock", approvals.clock, name="clock"),
    path("check", drafts.check, name="check"),
    path("check/word", drafts.word_file, name="check-word"),
    path("check/list", drafts.findings_list, name="check-list"),
    path("selfcheck", selfcheck.choose, name="selfcheck"),
    path("selfcheck/<str:name>", selfcheck.check, name="selfcheck-one"),
]
handler404 = views.not_found
handler500 = views.broken
