from django.urls import path

from . import views

app_name = "jurisdictions"
urlpatterns = [
    path("new/", views.open_jurisdiction, name="open"),
    path("<int:pk>/assign/", views.assign, name="assign"),
    path("<int:pk>/rename/", views.rename, name="rename"),
    path("<int:pk>/confirm-zone/", views.confirm_zone, name="confirm_zone"),
    path("<int:pk>/contact/", views.contact, name="contact"),
    path("field-office-contact/", views.office_contact, name="office_contact"),
]
