"""
Records the answers of a running Djoser to the requests in tests/support/djoser/answers.json, and
writes them there. Needs Djoser, Django REST Framework and simplejwt:

    python3 tests/proofs/django/record_djoser.py 0    # the first journey; then 1

The user model is Django's own, and every setting that a journey does not name is Djoser's default.
"""
import json
import re
import sys

import django
from django.conf import settings
from django.urls import include, path

FILE = "tests/support/djoser/answers.json"
LINKS = {
    "ACTIVATION_URL": "activate/{uid}/{token}",
    "PASSWORD_RESET_CONFIRM_URL": "#/password/reset/confirm/{uid}/{token}",
    "USERNAME_RESET_CONFIRM_URL": "#/username/reset/confirm/{uid}/{token}",
}
VALIDATORS = ["UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword"]
urlpatterns = []


def configure(djoser):
    settings.configure(
        SECRET_KEY="a-secret-of-at-least-fifty-characters-for-one-recording",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="__main__",
        USE_TZ=True,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework", "rest_framework.authtoken", "djoser"],
        AUTH_PASSWORD_VALIDATORS=[
            {"NAME": f"django.contrib.auth.password_validation.{name}Validator"} for name in VALIDATORS
        ],
        REST_FRAMEWORK={
            "DEFAULT_AUTHENTICATION_CLASSES": ("rest_framework_simplejwt.authentication.JWTAuthentication",)
        },
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        DOMAIN="localhost:3000",
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        DJOSER={**LINKS, **djoser},
        SIMPLE_JWT={"AUTH_HEADER_TYPES": ("JWT",)},
    )
    django.setup()
    urlpatterns.extend(path("auth/", include(f"djoser.urls{part}")) for part in ("", ".jwt"))


def record(steps):
    from django.core import mail
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    client, known = Client(raise_request_exception=False), {}
    callers = {"user": lambda: f"JWT {known['access']}", "forger": lambda: "JWT x"}
    for step in steps:
        method, where = step["sends"].split(" ")
        body = json.dumps(step.get("body", {}))
        for name, value in known.items():
            body = body.replace("{" + name + "}", value)
        caller = callers.get(step.get("as"))
        headers = {"HTTP_AUTHORIZATION": caller()} if caller else {}
        sent = body if "body" in step else ""
        answer = client.generic(method, f"/auth{where}", sent, "application/json", **headers)
        text = answer.content.decode()
        if answer.status_code == 200 and where == "/jwt/create/":
            known.update(json.loads(text))
        step["status"] = answer.status_code
        step["text"] = re.sub(r"eyJ[\w.-]+", "…", text)
        if answer.has_header("WWW-Authenticate"):
            step["authenticate"] = answer["WWW-Authenticate"]
        if "link" in step:
            link = re.search(r"http\S+/([\w-]+)/([\w-]+)\s", mail.outbox[-1].body)
            known["uid"], known["token"] = link.groups()
            step["link"] = link.group(0).strip().replace(known["token"], "{token}").replace("/MQ/", "/{uid}/")


if __name__ == "__main__":
    with open(FILE, encoding="utf-8") as file:
        document = json.load(file)
    journey = document["journeys"][int(sys.argv[1])]
    configure(journey["djoser"])
    record(journey["steps"])
    with open(FILE, "w", encoding="utf-8") as file:
        json.dump(document, file, indent=2, ensure_ascii=False)
        file.write("\n")
