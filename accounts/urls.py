from django.urls import URLPattern, path

from . import views

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("people/", views.people, name="people"),
    path("people/add/", views.add_person, name="add_person"),
    path("roles/", views.roles_to_confirm, name="roles_to_confirm"),
    path("people/<int:pk>/grant/", views.grant, name="grant"),
    path("roles/<int:pk>/confirm/", views.confirm_role, name="confirm_role"),
    path("roles/<int:pk>/decline/", views.decline_role, name="decline_role"),
    path("roles/<int:pk>/end/", views.end, name="end"),
]
