from django.urls import path

from . import views

app_name = "authority"
urlpatterns = [
    path("", views.roster, name="roster"),
    path("today/", views.today, name="today"),
    path("<int:pk>/", views.officer, name="officer"),
]
