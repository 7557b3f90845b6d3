"""The addresses of facilities and postings. The page of a facility says who may serve there, so they are here."""

from django.urls import path

from officers.postings.urls import urlpatterns as acts

from . import facility_views

app_name = "facilities"
urlpatterns = [
    path("", facility_views.facilities, name="index"),
    path("<int:pk>/", facility_views.facility, name="facility"),
    *acts,
]
