from django.urls import path

from . import views

app_name = "background"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<int:pk>/", views.check, name="check"),
    path("<int:pk>/step/", views.record_step, name="record_step"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("steps/<int:pk>/annul/", views.annul_step, name="annul_step"),
]
