from django.urls import path

from . import facility_views, pdf_views, views

app_name = "authority"
urlpatterns = [
    path("", views.roster, name="roster"),
    path("today/", views.today, name="today"),
    path("today/<int:pk>/list.pdf", pdf_views.today_pdf, name="today_pdf"),
    path("facilities/", facility_views.facilities, name="facilities"),
    path("facilities/<int:pk>/", facility_views.facility, name="facility"),
    path("checks/", views.checks, name="checks"),
    path("<int:pk>/", views.officer, name="officer"),
]
