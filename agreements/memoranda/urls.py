from django.urls import path

from . import blank_views, pdf_views, views

app_name = "memoranda"
urlpatterns = [
    path("", views.agreements, name="agreements"),
    path("<int:pk>/", views.agreement, name="agreement"),
    path("draft/<int:pk>/", views.draft, name="draft"),
    path("record/<int:pk>/", views.record_copy, name="record_copy"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/send/", views.send, name="send"),
    path("<int:pk>/take-back/", views.take_back, name="take_back"),
    path("<int:pk>/sign-agency/", views.sign_agency, name="sign_agency"),
    path("<int:pk>/sign-ice/", views.sign_ice, name="sign_ice"),
    path("<int:pk>/correct-agency/", views.correct_agency, name="correct_agency"),
    path("<int:pk>/correct-ice/", views.correct_ice, name="correct_ice"),
    path("<int:pk>/void/", views.void, name="void"),
    path("files/<int:pk>/replace/", views.replace_file, name="replace_file"),
    path("<int:pk>/decline/", views.decline, name="decline"),
    path("<int:pk>/receive-notice/", views.receive_notice, name="receive_notice"),
    path("<int:pk>/give-notice/", views.give_notice, name="give_notice"),
    path("notices/<int:pk>/resume/", views.resume, name="resume"),
    path("notices/<int:pk>/take-back/", views.take_back_notice, name="take_back_notice"),
    path("notices/<int:pk>/annul/", views.annul_notice, name="annul_notice"),
    path("notices/<int:pk>/notice.pdf", pdf_views.notice_pdf, name="notice_pdf"),
    path("<int:pk>/cover.pdf", pdf_views.cover_pdf, name="cover_pdf"),
    path("<int:pk>/blank.pdf", pdf_views.blank_file, name="blank_file"),
    path("blanks/", blank_views.blanks, name="blanks"),
    path("blanks/<int:pk>/void/", blank_views.void_blank, name="void_blank"),
]
