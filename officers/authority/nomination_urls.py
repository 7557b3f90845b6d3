"""All addresses of nominations. The pages that show them say whose turn it is with the officer, so they are here."""

from django.urls import path

from officers.nominations.urls import urlpatterns as acts

from . import nomination_views as views

app_name = "nominations"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.nomination, name="nomination"),
    *acts,
]
