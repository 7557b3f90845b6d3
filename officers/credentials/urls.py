from django.urls import path

from . import holding_views, paper_views, pdf_views, views
from .annulment import KINDS

app_name = "credentials"
urlpatterns = [
    path("", views.credentials, name="credentials"),
    path("<int:pk>/", views.credential, name="credential"),
    path("<int:pk>/return/", holding_views.return_credential, name="return"),
    path("<int:pk>/number/", holding_views.correct_number, name="correct_number"),
    path("<int:pk>/call-back/", holding_views.call_back, name="call_back"),
    path("<int:pk>/surrender/", holding_views.surrender, name="surrender"),
    path("<int:pk>/lose/", holding_views.lose, name="lose"),
    path("<int:pk>/steal/", holding_views.steal, name="steal"),
    path("<int:pk>/destroy/", holding_views.destroy, name="destroy"),
    path("<int:pk>/recover/", holding_views.recover, name="recover"),
    path("agreements/<int:pk>/", views.papers, name="papers"),
    path("agreements/<int:pk>/supervise/", holding_views.supervise_agency, name="supervise_agency"),
    path("agreements/<int:pk>/end-supervision/", holding_views.end_supervision, name="end_supervision"),
    path("agencies/<int:pk>/dates/", holding_views.recount, name="recount"),
    path("certify/<int:pk>/", paper_views.certify, name="certify"),
    path("letter/<int:pk>/", paper_views.sign_letter, name="sign_letter"),
    path("withdraw/<int:pk>/", paper_views.withdraw, name="withdraw"),
    path("letters/<int:pk>/", views.letter, name="letter"),
    path("letters/<int:pk>/copy/", paper_views.give_copy, name="copy"),
    path("letters/<int:pk>/form/", paper_views.execute_form, name="form"),
    path("letters/<int:pk>/receipt/", paper_views.receive, name="receipt"),
    path("officers/<int:pk>/form/", paper_views.officer_form, name="officer_form"),
    path("officers/<int:pk>/receipt/", paper_views.officer_receipt, name="officer_receipt"),
    path("officers/<int:pk>/supervise/", holding_views.supervise, name="supervise"),
    path("officers/<int:pk>/suspend/", holding_views.suspend, name="suspend"),
    path("officers/<int:pk>/lift/", holding_views.lift, name="lift"),
    path("officers/<int:pk>/stand-down/", holding_views.stand_down, name="stand_down"),
    path("officers/<int:pk>/return-to-duty/", holding_views.return_to_duty, name="return_to_duty"),
    path("officers/<int:pk>/issue/", holding_views.issue, name="issue"),
    path("letters/<int:pk>/letter.pdf", pdf_views.letter_pdf, name="letter_pdf"),
    path("certifications/<int:pk>/certification.pdf", pdf_views.certification_pdf, name="certification_pdf"),
    path("authorizations/<int:pk>/form-70-006.pdf", pdf_views.form_data_pdf, name="form_data_pdf"),
    path("suspensions/<int:pk>/notice.pdf", pdf_views.suspension_pdf, name="suspension_pdf"),
    path("withdrawals/<int:pk>/notice.pdf", pdf_views.withdrawal_pdf, name="withdrawal_pdf"),
    # one page a kind, each in its own record's scope: credentials:annul_letter, credentials:annul_credential …
    *(path(f"annul/{kind}/<int:pk>/", paper_views.annul_page(kind), name=f"annul_{kind}") for kind in KINDS),
]
