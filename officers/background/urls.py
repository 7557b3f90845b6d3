from django.urls import path

from . import access_views, views

app_name = "background"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<int:pk>/", views.check, name="check"),
    path("<int:pk>/step/", views.record_step, name="record_step"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("steps/<int:pk>/annul/", views.annul_step, name="annul_step"),
    path("officers/<int:pk>/access/", access_views.grant_access, name="grant_access"),
    path("access/<int:pk>/end/", access_views.end_access, name="end_access"),
    path("access/<int:pk>/void/", access_views.void_access, name="void_access"),
]
