"""The staff's door in a real browser, and the admin's own tools under the strict policy."""

from __future__ import annotations

import re
import time
from base64 import b32decode

import pytest
from django_otp.oath import TOTP
from playwright.sync_api import expect

from tests.services.site import Site

from .watching import Watch

NAME, PASSWORD = "nina", "careful-Nurse-7"


@pytest.fixture(scope="module")
def door(tmp_path_factory):
    """The address of a site that asks for codes, with one account."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.browser.with_codes"}
    site = Site(tmp_path_factory.mktemp("door"), **settings)
    site.set_up()
    site.manage(
        *("createsuperuser", "--noinput"),
        DJANGO_SUPERUSER_USERNAME=NAME,
        DJANGO_SUPERUSER_PASSWORD=PASSWORD,
        DJANGO_SUPERUSER_EMAIL="nina@hospital.example",
    )
    with site.served() as served:
        yield served.address


def code_of(key: str) -> str:
    totp = TOTP(b32decode(key.replace(" ", "")))
    totp.time = time.time()
    return f"{totp.token():06}"


def test_a_phone_is_enrolled_and_the_tools_of_the_admin_work_without_a_complaint(door, new_visitor):
    page = new_visitor().page
    page.set_default_timeout(60_000)
    watch = Watch(page.context)
    page.goto(f"{door}/admin/")
    page.fill("#id_username", NAME)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url(re.compile("/admin/enrol/"))
    expect(page.locator(".enrol-code svg")).to_be_visible()
    page.fill("#id_code", code_of(page.locator("code").inner_text()))
    page.click("[type=submit]")
    expect(page.locator("#user-tools")).to_contain_text(NAME)

    # Groups are moved from one list to another.
    page.goto(f"{door}/admin/auth/user/1/change/")
    page.locator("#id_groups_from option").first.click()
    page.locator("#id_groups_add_link, #id_groups_add").first.click()
    expect(page.locator("#id_groups_to option")).to_have_count(1)

    # A date is picked from the calendar.
    field = page.locator("#id_date_joined_0")
    field.fill("2026-11-24")
    page.locator("#calendarlink1").click()
    page.locator("#calendarbox1 .calendar td a", has_text=re.compile("^2$")).click()
    expect(field).to_have_value("2026-11-02")
    watch.must_be_clean()
    watch.must_stay_home(door)
