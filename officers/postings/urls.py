from django.urls import path

from . import views

app_name = "postings"
urlpatterns = [
    path("facilities/<int:pk>/new/", views.post_officers, name="post_officers"),
    path("<int:pk>/end/", views.end_posting, name="end_posting"),
    path("<int:pk>/void/", views.void_posting, name="void_posting"),
]
