from django.urls import path

from . import pdf_views, views

app_name = "authority"
urlpatterns = [
    path("", views.roster, name="roster"),
    path("today/", views.today, name="today"),
    path("today/<int:pk>/list.pdf", pdf_views.today_pdf, name="today_pdf"),
    path("checks/", views.checks, name="checks"),
    path("<int:pk>/", views.officer, name="officer"),
]
