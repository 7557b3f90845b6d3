from django.urls import path

from . import views

app_name = "register"
urlpatterns = [
    path("", views.publications, name="publications"),
    path("check/", views.check, name="check"),
    path("import/", views.import_list, name="import"),
    path("<int:pk>/", views.publication, name="publication"),
]
