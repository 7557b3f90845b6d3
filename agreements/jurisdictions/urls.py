from django.urls import path

from . import contact_views, facility_views, views

app_name = "jurisdictions"
urlpatterns = [
    path("new/", views.open_jurisdiction, name="open"),
    path("<int:pk>/assign/", views.assign, name="assign"),
    path("<int:pk>/rename/", views.rename, name="rename"),
    path("<int:pk>/confirm-zone/", views.confirm_zone, name="confirm_zone"),
    path("<int:pk>/contact/", views.contact, name="contact"),
    path("field-office-contact/", views.office_contact, name="office_contact"),
    path("<int:pk>/facilities/new/", facility_views.add_facility, name="add_facility"),
    path("facilities/<int:pk>/edit/", facility_views.edit_facility, name="edit_facility"),
    path("facilities/<int:pk>/cover/", facility_views.cover_facility, name="cover_facility"),
    path("facilities/<int:pk>/close/", facility_views.close_facility, name="close_facility"),
    path("<int:pk>/phones/", contact_views.agency_phones, name="agency_phones"),
    path("field-office-phones/", contact_views.office_phones, name="office_phones"),
    path("<int:pk>/contacts/new/", contact_views.add_duty_contact, name="add_duty_contact"),
    path("field-office-contacts/new/", contact_views.add_office_duty_contact, name="add_office_duty_contact"),
    path("contacts/<int:pk>/edit/", contact_views.edit_duty_contact, name="edit_duty_contact"),
    path("contacts/<int:pk>/end/", contact_views.end_duty_contact, name="end_duty_contact"),
]
