from django.urls import path

from . import correction_views, pdf_views, views

app_name = "training"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.schedule, name="schedule"),
    path("<int:pk>/", views.training_class, name="training_class"),
    path("<int:pk>/sheet/", views.sheet, name="sheet"),
    path("<int:pk>/sheet.pdf", pdf_views.sheet_pdf, name="sheet_pdf"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/reassign/", views.reassign, name="reassign"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/enroll/", views.enroll, name="enroll"),
    path("<int:pk>/attendance/", views.attendance, name="attendance"),
    path("<int:pk>/score/", views.score, name="score"),
    path("seats/<int:pk>/unenroll/", views.unenroll, name="unenroll"),
    path("examinations/<int:pk>/review/", views.review, name="review"),
    path("examinations/<int:pk>/retake/", views.retake, name="retake"),
    path("examinations/<int:pk>/correct/", views.correct, name="correct"),
    path("examinations/<int:pk>/void/", correction_views.void, name="void"),
    path("corrections/<int:pk>/", correction_views.correction, name="correction"),
]
