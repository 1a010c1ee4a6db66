"""Makes somebody on the staff who has given their password and a code; prints their session."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY

from navigator.door.models import Phone


def trial() -> None:
    account = User.objects.create_superuser("paula")
    phone = Phone.objects.create(user=account, name="phone")
    client = Client()
    client.force_login(account)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = phone.persistent_id
    session.save()
    print(session.session_key)
