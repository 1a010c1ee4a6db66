"""Forms that staff fill in at the door."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.validators import RegexValidator


class PasswordForm(AdminAuthenticationForm):
    """A name and a password."""

    def clean_username(self) -> str:
        """No account has a longer name, and PostgreSQL refuses to count attempts under one."""
        name: str = self.cleaned_data["username"]
        longest = User._meta.get_field("username").max_length
        if longest is not None and len(name) > longest:
            raise self.get_invalid_login_error()
        return name


class CodeForm(forms.Form):
    """Six digits."""

    code = forms.CharField(
        label="Code from your phone",
        max_length=20,
        validators=[RegexValidator(r"\A[0-9]{6}\Z", "The code has six digits.")],
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        if data is not None:
            # Apps show the code as two groups.
            data = data.copy()
            data["code"] = "".join(data.get("code", "").split())
        super().__init__(data, **kwargs)
