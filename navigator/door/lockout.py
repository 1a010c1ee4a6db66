"""Functions that django-axes calls when it counts wrong passwords, and closes an account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, original: HttpResponse, credentials: Any) -> HttpResponse:
    """Return the page that stands in for the login, after too many wrong passwords."""
    return render(request, "door/locked.html", status=429)
