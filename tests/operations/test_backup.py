"""A copy of the database made in use, checked, and brought back with what it replaced kept."""

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.services.site import Site

from .full_disk import fill
from .tables import execute, stored

NEWER = (
    "INSERT INTO django_migrations (app, name, applied)"
    " VALUES ('desk', '9999_from_the_future', CURRENT_TIMESTAMP)",
    "CREATE TABLE future (guide_id bigint REFERENCES desk_guide (id))",
)


def change(site):
    """Give the draft another title; gives what was stored before."""
    before = stored(site)
    execute(site, "UPDATE desk_guide SET title = 'Changed'")
    assert stored(site) != before
    return before


def refused(site, copy):
    """What is said about a copy that is not taken, which must change nothing."""
    before = stored(site)
    with pytest.raises(RuntimeError) as error:
        site.manage("restore", str(copy))
    assert stored(site) == before
    assert "Traceback" not in str(error.value)
    return str(error.value)


@pytest.fixture
def copy(site):
    return Path(site.manage("backup").strip())


def test_a_copy_brings_back_what_there_was_and_what_it_replaced_is_kept(site, copy):
    before = change(site)
    changed = stored(site)
    said = site.manage("restore", str(copy))
    assert stored(site) == before
    (kept,) = copy.parent.glob("replaced-*")
    assert str(kept) in said
    assert '"what": "restored a copy", "account": "(command line)"' in said  # the trail
    site.manage("restore", str(kept))
    assert stored(site) == changed


def test_a_copy_is_for_its_owner_alone(copy):
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_copy_that_is_not_whole_or_not_one_is_refused(site, copy, tmp_path):
    cut = tmp_path / "cut"
    cut.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    for wrong in (cut, Path("README.md"), tmp_path / "not-there"):
        assert "nothing was changed" in refused(site, wrong)
    assert not list(copy.parent.glob("replaced-*"))


def test_a_copy_of_a_newer_site_is_made_but_not_brought_back(site):
    """Whoever goes back to an older version of the site must not be left without a copy."""
    execute(site, *NEWER)
    copy = site.manage("backup").strip()
    assert "9999_from_the_future" in refused(site, copy)


def test_an_older_copy_is_brought_back_over_a_newer_database(site, copy):
    before = change(site)
    execute(site, *NEWER)
    assert "is kept in" in site.manage("restore", str(copy))
    assert stored(site) == before
    execute(site, *NEWER)  # and upgraded once more


# What is there is taken away only where it is damaged itself

DAMAGE = {
    "not a database": lambda file: file.write_bytes(b"no database " * 500),
    "empty": lambda file: file.write_bytes(b""),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:100_000]),
    "a row astray": lambda file: astray(file),
    "of another site": lambda file: another(file),
}


def astray(file):
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE desk_option SET category_id = 999")


def another(file):
    file.unlink()
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE django_migrations (app text, name text)")


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_database_is_moved_and_the_copy_takes_its_place(sqlite_site, damage):
    before, copy = stored(sqlite_site), sqlite_site.manage("backup").strip()
    database = sqlite_site.var / "navigator.sqlite3"
    damage(database)
    damaged = database.read_bytes()
    said = sqlite_site.manage("restore", copy)
    assert stored(sqlite_site) == before
    (aside,) = sqlite_site.var.glob("replaced-*")
    assert (aside / database.name).read_bytes() == damaged
    assert str(aside) in said


@pytest.fixture
def site_on_it(disk, filled):
    shutil.copy(filled.var / "navigator.sqlite3", disk)
    return Site(disk)


# As many times the database: for nothing; for half of the copy that is checked; for that and half
# of what is kept; for both and half of what is brought.
ROOM = (0, 0.5, 1.5, 2.5)


@pytest.mark.parametrize("room", ROOM)
def test_a_full_disk_leaves_a_sound_database_as_it_is(site_on_it, disk, tmp_path, room):
    copy = site_on_it.manage("backup", str(tmp_path)).strip()
    before = change(site_on_it)
    changed = stored(site_on_it)
    filler = fill(disk, int(room * (disk / "navigator.sqlite3").stat().st_size))
    with pytest.raises(RuntimeError, match="nothing was changed"):
        site_on_it.manage("restore", copy)
    filler.unlink()
    assert stored(site_on_it) == changed
    site_on_it.manage("restore", copy)
    assert stored(site_on_it) == before


def test_a_full_disk_leaves_a_damaged_database_where_it_is(site_on_it, disk, tmp_path):
    copy = site_on_it.manage("backup", str(tmp_path)).strip()
    database = disk / "navigator.sqlite3"
    DAMAGE["cut"](database)
    damaged = database.read_bytes()
    fill(disk, Path(copy).stat().st_size // 2)
    with pytest.raises(RuntimeError, match="nothing was changed"):
        site_on_it.manage("restore", copy)
    assert database.read_bytes() == damaged
    assert not list(disk.glob("replaced-*"))


# What somebody put into a copy, or changed in it

FUNCTION = "CREATE FUNCTION make_boss() RETURNS {0} LANGUAGE plpgsql AS 'BEGIN {1} END'"
BOSS = "UPDATE auth_user SET is_superuser = true;"
ADDED = {
    "sqlite": {
        "trigger let_in": (
            "CREATE TRIGGER let_in AFTER INSERT ON desk_guide "
            "BEGIN UPDATE auth_user SET is_superuser = 1; END",
        ),
        "view seen": ("CREATE VIEW seen AS SELECT * FROM auth_user",),
        "TRIGGER passed_off": (  # SQLite takes it for one
            "CREATE TRIGGER passed_off AFTER INSERT ON desk_guide "
            "BEGIN UPDATE auth_user SET is_superuser = 1; END",
            "PRAGMA writable_schema = true",
            "UPDATE sqlite_master SET type = 'TRIGGER' WHERE type = 'trigger'",
        ),
    },
    "postgresql": {
        "trigger desk_guide let_in": (
            FUNCTION.format("trigger", f"{BOSS} RETURN NEW;"),
            "CREATE TRIGGER let_in AFTER INSERT ON desk_guide EXECUTE FUNCTION make_boss()",
        ),
        "rule desk_guide let_in": (
            "CREATE RULE let_in AS ON INSERT TO desk_guide "
            "DO ALSO UPDATE auth_user SET is_superuser = true",
        ),
        "event trigger let_in": (
            FUNCTION.format("event_trigger", BOSS),
            "CREATE EVENT TRIGGER let_in ON ddl_command_end EXECUTE FUNCTION make_boss()",
        ),
        "view seen": ("CREATE VIEW seen AS SELECT * FROM auth_user",),
        "function make_boss()": (FUNCTION.format("trigger", "RETURN NEW;"),),
    },
}


@pytest.fixture
def copy_in_use(sqlite_site, tmp_path):
    """A function that changes a copy while it is in use: the changes lie beside it."""

    def change_and_copy(*statements):
        file = Path(sqlite_site.manage("backup").strip())
        with closing(sqlite3.connect(file)) as database:
            database.execute("PRAGMA journal_mode=WAL")
            with database:
                for each in statements:
                    database.execute(each)
            sent = tmp_path / "sent"
            sent.mkdir()
            for each in (file, Path(f"{file}-wal")):
                shutil.copy(each, sent)
        return sent / file.name

    return change_and_copy


@pytest.mark.parametrize(
    ("database", "name"), [(database, name) for database, names in ADDED.items() for name in names]
)
def test_a_copy_in_which_something_acts_by_itself_is_made_but_not_brought_back(
    request, database, name
):
    site = request.getfixturevalue(f"{database}_site")
    execute(site, *ADDED[database][name])
    said = refused(site, site.manage("backup").strip())
    assert "The copy has what the site does not: " in said
    assert name in said


def test_what_lies_beside_a_copy_and_acts_by_itself_is_not_brought_in_with_it(
    sqlite_site, copy_in_use
):
    copy = copy_in_use(*ADDED["sqlite"]["trigger let_in"])
    assert "The copy has what the site does not: trigger let_in" in refused(sqlite_site, copy)


def test_a_copy_of_a_database_in_use_is_brought_back_with_what_lies_beside_it(
    sqlite_site, copy_in_use
):
    """Who copies with `cp` takes along what SQLite has not yet written into the file itself."""
    copy = copy_in_use("UPDATE desk_guide SET title = 'The last change'")
    sqlite_site.manage("restore", str(copy))
    assert "The last change" in stored(sqlite_site)["desk_guide"][0]


CHANGED_AFTER_THE_CHECK = """
import sys, pathlib, django
django.setup()
from navigator.backup import copies
copy, kind = pathlib.Path(sys.argv[1]), type(copies._database())
check = kind.foreign_to_site
def changed(self, file):
    copy.write_bytes(b"Something else")
    return check(self, file)
kind.foreign_to_site = changed
copies.restore(copy)
"""


def test_what_was_checked_is_what_is_brought_back_whatever_becomes_of_the_copy(site, copy):
    before = change(site)
    site.runs("-c", CHANGED_AFTER_THE_CHECK, str(copy))
    assert stored(site) == before


def edition_changed(site):
    execute(site, "UPDATE editions_edition SET note = 'Changed'")


def test_an_edition_that_was_changed_in_the_copy_is_named_and_where_the_other_is_kept(site):
    edition_changed(site)
    copy = site.manage("backup").strip()
    with pytest.raises(RuntimeError) as error:
        site.manage("restore", copy)
    said = str(error.value)
    assert "library-card: Edition 1 is not as it was published." in said
    (kept,) = Path(copy).parent.glob("replaced-*")
    assert said.count(str(kept)) == 2
    with pytest.raises(RuntimeError, match="Edition 1 is not as it was published"):
        site.manage("check_editions")


def test_a_copy_of_before_editions_had_hashes_is_brought_back(site):
    execute(
        site,
        "DELETE FROM django_migrations WHERE app = 'editions' AND name > '0003'",
        "UPDATE editions_edition SET digest = ''",
        "DROP TABLE editions_chainend",
    )
    site.manage("restore", site.manage("backup").strip())
    assert "All 1 editions of 1 guides" in site.manage("check_editions")


def test_a_guide_that_was_withdrawn_since_the_copy_is_named(site):
    copy = site.manage("backup").strip()
    words = ("--note", "A wrong fee.", "--tell", "Taken down.")
    site.manage("withdraw_guide", "library-card", *words)
    with pytest.raises(RuntimeError) as error:  # whatever is to follow waits until somebody looks
        site.manage("restore", copy)
    assert "Withdrawn before, and not in the copy: library-card." in str(error.value)
    site.manage("withdraw_guide", "library-card", *words)
    assert "Withdrawn before" not in site.manage("restore", site.manage("backup").strip())


# Who can log in after it


def account(name, password="one", is_active="true", is_superuser="false"):
    return (
        "INSERT INTO auth_user (username, password, is_active, is_superuser, is_staff,"
        " first_name, last_name, email, date_joined)"
        f" VALUES ('{name}', '{password}', {is_active}, {is_superuser}, true,"
        " '', '', '', CURRENT_TIMESTAMP)"
    )


SESSION = (
    "INSERT INTO django_session (session_key, session_data, expire_date)"
    " VALUES ('kept', 'x', '2999-01-01 00:00:00+00:00')"
)


def test_sessions_are_ended_and_every_way_in_that_was_closed_is_told(site):
    execute(
        site,
        *map(account, ("anna", "bert", "carl", "dora", "gina")),
        account("emil", is_superuser="true"),
        SESSION,
    )
    copy = site.manage("backup").strip()
    execute(
        site,
        "DELETE FROM auth_user WHERE username = 'anna'",
        "UPDATE auth_user SET password = 'newer' WHERE username = 'bert'",
        "UPDATE auth_user SET is_active = false WHERE username IN ('carl', 'dora')",
        "UPDATE auth_user SET is_superuser = false WHERE username = 'emil'",
    )
    said = site.manage("restore", copy)
    for words in (
        "All sessions are ended",
        "Accounts that were not there before: anna.",
        "Accounts with another password than before, which may be an older one: bert.",
        "Accounts that could not log in before, and can now: carl, dora.",
        "Superusers that were none before: emil.",
        "manage.py changepassword",
    ):
        assert words in said
    assert "gina" not in said
    counted = "from django.contrib.sessions.models import Session; print(Session.objects.count())"
    assert site.manage("shell", "--no-imports", "-c", counted).strip().endswith("0")


def of_user(name, table, columns, values):
    """Give the account a row in another table."""
    return (
        f"INSERT INTO {table} (user_id, {columns}) SELECT id, {values} FROM auth_user"
        f" WHERE username = '{name}'"
    )


DEVICE = "name, confirmed"
THROTTLED = f"{DEVICE}, throttling_failure_count"
SECOND_STEPS = (
    of_user(
        "bert", "door_phone", f"{THROTTLED}, sealed_key, last_step", "'x', true, 0, 'sealed', 1"
    ),
    of_user(
        "carl",
        "door_passkey",
        f"{DEVICE}, credential, public_key, uses, added_at",
        "'blue key', true, 'credential', '1', 0, CURRENT_TIMESTAMP",
    ),
    of_user(
        "dora",
        "door_backupcodes",
        f"{THROTTLED}, hashes",
        """'x', true, 0, '["code one", "code two"]'""",
    ),
)
ROLES = (
    "INSERT INTO auth_user_groups (user_id, group_id)"
    " SELECT auth_user.id, auth_group.id FROM auth_user, auth_group"
    " WHERE username = 'anna' AND name = 'Publisher'",
    "INSERT INTO auth_user_user_permissions (user_id, permission_id)"
    " SELECT auth_user.id, auth_permission.id FROM auth_user, auth_permission"
    " WHERE username = 'bert' AND codename = 'publish_guide'",
    of_user("carl", "desk_reviewer", "name, role", "'Dr. Ana Silva', 'librarian'"),
)


def test_every_right_and_second_step_that_was_taken_away_is_told(site):
    execute(site, *map(account, ("anna", "bert", "carl", "dora", "gina")), *ROLES, *SECOND_STEPS)
    copy = site.manage("backup").strip()
    execute(
        site,
        "UPDATE auth_user SET is_staff = false WHERE username = 'anna'",
        "DELETE FROM auth_user_groups",
        "DELETE FROM auth_user_user_permissions",
        "DELETE FROM auth_group_permissions WHERE permission_id ="
        " (SELECT id FROM auth_permission WHERE codename = 'publish_guide')",
        "UPDATE desk_reviewer SET role = 'reader'",
        "UPDATE door_phone SET sealed_key = 'newer'",
        "DELETE FROM door_passkey",
        """UPDATE door_backupcodes SET hashes = '["code two"]'""",
    )
    said = site.manage("restore", copy)
    for words in (
        "Accounts that were not staff before, and are now: anna.",
        "Roles that somebody did not have before: anna (Publisher).",
        "Rights of their own that somebody did not have before: bert (desk.publish_guide).",
        "Rights that a role did not have before: Publisher (desk.publish_guide).",
        "none before, or had another name or role: carl (Dr. Ana Silva, librarian).",
        "Phones that were not there before: bert.",
        "Passkeys that were not there before: carl (blue key).",
        "Backup codes other than before, of which some may have been used: dora.",
        "manage.py forget_second_step",
    ):
        assert words in said
    for secret in ("sealed", "credential", "code one", "code two"):
        assert secret not in said
    assert "gina" not in said


def test_a_copy_that_opens_nothing_says_so(site):
    execute(site, *map(account, ("anna", "bert", "carl", "dora")), *ROLES, *SECOND_STEPS)
    copy = site.manage("backup").strip()
    execute(site, account("emil"), "UPDATE door_phone SET last_step = 2")
    said = site.manage("restore", copy)
    assert "no account, password, right, reviewer or second step that was gone" in said
    assert "manage.py" not in said


def test_a_right_that_the_database_knew_nothing_of_before_is_told(site):
    execute(site, account("carl"), ROLES[-1])
    copy = site.manage("backup").strip()
    execute(site, "DROP TABLE desk_reviewer")  # as in a database older than the copy
    assert "carl (Dr. Ana Silva, librarian)" in site.manage("restore", copy)


def test_a_phone_that_an_older_copy_keeps_in_another_table_is_told(site):
    execute(
        site,
        account("bert"),
        "DELETE FROM django_migrations WHERE app = 'door' AND name = '0004_phones'",
        "CREATE TABLE otp_totp_totpdevice"
        " (user_id integer, name text, confirmed boolean, key text, last_t bigint)",
        of_user("bert", "otp_totp_totpdevice", f"{DEVICE}, key, last_t", "'x', true, '3132', 1"),
    )
    copy = site.manage("backup").strip()
    execute(site, "DROP TABLE otp_totp_totpdevice")
    assert "Phones that were not there before: bert." in site.manage("restore", copy)


def test_no_name_in_a_copy_can_wipe_away_what_is_told(site):
    execute(site, account("anna\n\x1b[2J"))
    copy = site.manage("backup").strip()
    execute(site, "DELETE FROM auth_user WHERE username LIKE 'anna%'")
    assert "not there before: anna��[2J." in site.manage("restore", copy)


def test_the_account_of_commands_is_told_only_once_somebody_can_log_in_with_it(site):
    there = "WHERE username = '(command line)'"
    copy = site.manage("backup").strip()
    execute(
        site,
        f"UPDATE auth_user SET username = 'gone' {there}",
    )
    assert "not there before" not in site.manage("restore", copy)
    execute(site, f"UPDATE auth_user SET is_active = true {there}")
    opened = site.manage("backup").strip()
    site.manage("restore", copy)
    assert "and can now: (command line)." in site.manage("restore", opened)


def test_what_a_copy_opens_is_told_though_it_cannot_be_upgraded(site):
    execute(site, account("anna"), "DELETE FROM django_migrations WHERE app = 'sessions'")
    copy = site.manage("backup").strip()
    execute(site, "DELETE FROM auth_user WHERE username LIKE 'anna%'")
    with pytest.raises(RuntimeError, match="migrate failed") as error:
        site.manage("restore", copy)
    assert "Accounts that were not there before: anna." in str(error.value)


@pytest.mark.parametrize("damage", ["not a database", "empty", "gone"])
def test_without_a_database_to_compare_with_every_account_is_named(sqlite_site, damage):
    execute(sqlite_site, *map(account, ("anna", "bert")))
    copy = sqlite_site.manage("backup").strip()
    database = sqlite_site.var / "navigator.sqlite3"
    if damage == "gone":
        for file in sqlite_site.var.glob("navigator.sqlite3*"):
            file.unlink()
    else:
        DAMAGE[damage](database)
    said = sqlite_site.manage("restore", copy)
    assert "no database to compare with. Accounts in the copy: anna, bert." in said
    assert ("is kept in" in said) is (damage != "gone")
