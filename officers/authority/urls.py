from django.urls import path

from . import views

app_name = "authority"
urlpatterns = [
    path("", views.roster, name="roster"),
    path("today/", views.today, name="today"),
    path("checks/", views.checks, name="checks"),
    path("<int:pk>/", views.officer, name="officer"),
]
