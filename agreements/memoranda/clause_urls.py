from django.urls import path

from . import clause_views

app_name = "clauses"
urlpatterns = [
    path("", clause_views.contents, name="contents"),
    path("<str:revision>/<slug:slug>/", clause_views.section, name="section"),
]
