from django.urls import path

from . import views

app_name = "dashboards"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("jurisdictions/", views.jurisdiction_list, name="jurisdictions"),
    path("jurisdictions/<int:pk>/", views.jurisdiction, name="jurisdiction"),
    path("dashboards/", views.dashboard, name="dashboard"),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("complaints/", views.complaints, name="complaints"),
]
