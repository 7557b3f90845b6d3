from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/read/", views.read, name="read"),
    path("log/", views.log, name="log"),
    path("<int:pk>/send-again/", views.send_again, name="send_again"),
]
