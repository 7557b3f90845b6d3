from django.urls import path

from pages.sheets import SHEETS

from . import views

app_name = "lists"
urlpatterns = [
    path("downloads/", views.exports, name="exports"),
    path("downloads/log/", views.log, name="log"),
    path("downloads/<int:pk>/file/", views.export_file, name="export_file"),
    *(path(f"{sheet.name}/", views.download_of(sheet), name=f"of_{sheet.name}") for sheet in SHEETS.values()),
]
