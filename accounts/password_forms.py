"""The forms of signing in and of passwords: allauth's, with labels and errors in the portal's words."""

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)

from pages.field_errors import PlainForm

from .models import User

SIGN_IN_LABELS = {
    "login": "Email", "email": "Email", "password": "Password", "oldpassword": "Current password",
    "password1": "New password", "password2": "New password again",
}  # fmt: skip


class Labeled(PlainForm):
    """A form of allauth with our labels."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = SIGN_IN_LABELS[name]


class SignIn(Labeled, LoginForm):
    pass


class ConfirmIdentity(Labeled, ReauthenticateForm):
    pass


class ChangedPassword(Labeled, ChangePasswordForm):
    pass


class FirstPassword(Labeled, SetPasswordForm):
    pass


class ChosenPassword(Labeled, ResetPasswordKeyForm):
    pass


class ForgottenPassword(Labeled, ResetPasswordForm):
    """Asks for the address of an account. Known or not, the page says the same, and in the same time."""

    def clean_email(self):
        """Find the account by its own address: those that allauth keeps beside it do not count."""
        self.users = list(User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True))
        return self.cleaned_data["email"]
