"""The acts on postings; officers.authority puts them below the addresses of facilities."""

from django.urls import path

from . import views

urlpatterns = [
    path("<int:pk>/post/", views.post_officers, name="post_officers"),
    path("postings/<int:pk>/end/", views.end_posting, name="end_posting"),
    path("postings/<int:pk>/void/", views.void_posting, name="void_posting"),
]
