"""The acts on nominations; officers.authority adds the pages that show them, and the namespace."""

from django.urls import path

from . import views

urlpatterns = [
    path("new/", views.nominate, name="nominate"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/accept/", views.accept, name="accept"),
    path("<int:pk>/send-back/", views.send_back, name="send_back"),
    path("<int:pk>/take-back/", views.take_back, name="take_back"),
    path("<int:pk>/allow-another/", views.allow_another, name="allow_another"),
    path("officers/<int:pk>/name/", views.name, name="name"),
    path("names/<int:pk>/annul/", views.annul_name, name="annul_name"),
    path("officers/<int:pk>/depart/", views.depart, name="depart"),
    path("departures/<int:pk>/annul/", views.annul_departure, name="annul_departure"),
]
