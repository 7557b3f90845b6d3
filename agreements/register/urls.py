from django.urls import path

from . import views

app_name = "register"
urlpatterns = [
    path("", views.publication_list, name="publications"),
    path("check/", views.check_list, name="check"),
    path("import/", views.import_list, name="import"),
    path("<int:pk>/", views.publication, name="publication"),
]
