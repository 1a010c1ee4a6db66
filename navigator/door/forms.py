"""Forms that staff fill in at the door."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from . import lockout
from .models import CODE_LENGTH, LETTERS

CODE = rf"\A([0-9]{{6}}|[{LETTERS}]{{{CODE_LENGTH}}})\Z"


class PasswordForm(AdminAuthenticationForm):
    """A name and a password. Raises ClosedError instead of looking at one too many."""

    def clean_username(self) -> str:
        """No account has a longer name, and PostgreSQL refuses to count attempts under one."""
        name: str = self.cleaned_data["username"]
        longest = User._meta.get_field("username").max_length
        if longest is not None and len(name) > longest:
            raise self.get_invalid_login_error()
        return name

    def clean(self) -> dict[str, Any]:
        self._refuse_closed()
        try:
            return super().clean()
        except ValidationError:
            self._refuse_closed()
            raise

    def _refuse_closed(self) -> None:
        if self.request:
            lockout.refuse_closed(self.request, self.cleaned_data.get("username", ""))

    def confirm_login_allowed(self, user: User) -> None:
        try:
            super().confirm_login_allowed(user)
        except ValidationError:
            if self.request:
                lockout.note_wrong(self.request, user.get_username(), "not on the staff")
            raise


class CodeForm(forms.Form):
    """Six digits of a phone, or a backup code."""

    code = forms.CharField(
        label="Code",
        max_length=20,
        validators=[RegexValidator(CODE, "A code has six digits, a backup code ten signs.")],
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        if data is not None:
            # Apps show the code as two groups, and we print backup codes so.
            data = data.copy()
            data["code"] = "".join(data.get("code", "").split()).lower()
        super().__init__(data, **kwargs)


class NewPasswordForm(SetPasswordForm):
    """A password of one's own, in place of one that somebody else chose."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.user.check_password(self.cleaned_data.get("new_password1", "")):
            self.add_error("new_password1", "This is the password that you were given.")
        return self.cleaned_data
