"""Addresses of the desk."""

from django.urls import path

from zonebook.desk.views import (
    enterprises,
    figures,
    home,
    imports,
    pictures,
    registers,
    stories,
    trail,
    year,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("picture", pictures.home, name="home-picture"),
    path("year", year.glance, name="year"),
    path("targets", home.targets, name="targets"),
    path("stories", stories.stories, name="stories"),
    path("search", registers.find, name="search"),
    path("enterprises", enterprises.find, name="enterprises"),
    path("enterprises/<str:number>", enterprises.file, name="enterprise"),
    path("enterprises/<str:number>/picture", pictures.enterprise, name="enterprise-picture"),
    path("records/<str:number>", registers.by_number, name="by-number"),
    path("registers/<str:key>", registers.listing, name="register"),
    path("registers/<str:key>/add", registers.add, name="add"),
    path("registers/<str:key>/export", imports.export, name="export"),
    path("registers/<str:key>/<str:number>", registers.record, name="record"),
    path("registers/<str:key>/<str:number>/edit", registers.edit, name="edit"),
    path("registers/<str:key>/<str:number>/withdraw", registers.withdraw, name="withdraw"),
    path("documents/<str:number>/file", registers.file, name="document-file"),
    path("documents/<str:number>/attach", registers.attach, name="attach"),
    path("figures", figures.listing, name="figures"),
    path("figures/<str:key>", figures.figure, name="figure"),
    path("figures/<str:key>/picture", pictures.figure, name="figure-picture"),
    path("import", imports.start, name="import"),
    path("import/<int:pk>", imports.dry_run, name="draft"),
    path("import/<int:pk>/state", imports.state, name="draft-state"),
    path("import/<int:pk>/answers", imports.answer, name="draft-answers"),
    path("import/<int:pk>/sheets", imports.leave_out, name="draft-sheets"),
    path("import/<int:pk>/commit", imports.commit, name="draft-commit"),
    path("import/<int:pk>/refused", imports.refused_rows, name="draft-refused"),
    path("batches/<int:pk>", trail.batch, name="batch"),
    path("batches/<int:pk>/undo", trail.undo, name="undo"),
    path("trail", trail.listing, name="trail"),
]
