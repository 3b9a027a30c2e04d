"""A real Django in one file, for `npm run prove:django`.

site.py create DATABASE            makes users with every hasher, prints them as JSON
site.py authenticate TABLE DATABASE < people   prints for each whether their passwords open
"""

import base64
import hashlib
import json
import sys

import django
from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.hashers import BasePasswordHasher, get_hashers
from django.utils.crypto import constant_time_compare

OPENED = ["PBKDF2", "PBKDF2SHA1", "Argon2", "BCryptSHA256", "BCrypt"]
# Django has not enabled these by itself for years; nothing opens with them here.
REFUSED = ["SHA1", "MD5", "UnsaltedSHA1", "UnsaltedMD5", "Crypt"]


class ScryptPasswordHasher(BasePasswordHasher):
    """Django 4's, for a Django that has none yet."""

    algorithm = "scrypt"

    def encode(self, password, salt, n=2**14, r=8, p=1):
        data = hashlib.scrypt(
            password.encode(), salt=salt.encode(), n=n, r=r, p=p, maxmem=0, dklen=64
        )
        data = base64.b64encode(data).decode("ascii").strip()
        return "%s$%d$%s$%d$%d$%s" % (self.algorithm, n, salt, r, p, data)

    def verify(self, password, encoded):
        _, n, salt, r, p, _ = encoded.split("$", 5)
        return constant_time_compare(
            encoded, self.encode(password, salt, int(n), int(r), int(p))
        )


class Users(AppConfig):
    """The app of a user model of one's own, whose user name is the address."""

    name = "__main__"
    label = "users"
    path = "."

    def import_models(self):
        from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
        from django.db import models

        class UserAccount(AbstractBaseUser):
            email = models.EmailField(max_length=255, unique=True)
            first_name = models.CharField(max_length=255)
            last_name = models.CharField(max_length=255)
            is_active = models.BooleanField(default=True)
            is_staff = models.BooleanField(default=False)
            is_superuser = models.BooleanField(default=False)
            USERNAME_FIELD = "email"
            objects = BaseUserManager()

            class Meta:
                app_label = "users"

        self.models = self.apps.all_models[self.label]


def set_up(database, table="auth_user", hashers=None):
    is_custom = table != "auth_user"
    settings.configure(
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"]
        + (["__main__.Users"] if is_custom else []),
        AUTH_USER_MODEL="users.UserAccount" if is_custom else "auth.User",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": database}},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        USE_TZ=True,
        # Without a choice, what every Django enables by itself.
        **({"PASSWORD_HASHERS": hashers} if hashers else {}),
    )
    django.setup()


def create(database):
    names = ["django.contrib.auth.hashers.%sPasswordHasher" % n for n in OPENED + REFUSED]
    set_up(database, hashers=[*names, "__main__.ScryptPasswordHasher"])
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    people = []
    for path, hasher in zip(settings.PASSWORD_HASHERS, get_hashers()):
        name = path.split(".")[-1].replace("PasswordHasher", "")
        password = "pässwörd of %s 密码" % name
        user = User(username=name, email="%s@Example.com" % name, first_name=name)
        user.password = hasher.encode(password, hasher.salt())
        user.save()
        opens = name not in REFUSED
        people.append({"name": name, "email": user.email, "password": password, "opens": opens})
    unusable = User(username="Unusable", email="unusable@example.com")
    unusable.set_unusable_password()
    unusable.save()
    people.append({"name": "Unusable", "email": unusable.email, "password": "", "opens": False})
    print(json.dumps(people))


def authenticate(table, database):
    set_up(database, table)
    from django.contrib.auth import authenticate

    def opens(name, password):
        return authenticate(username=name, password=password) is not None

    people = json.load(sys.stdin)
    print(
        json.dumps(
            [
                {
                    "name": p["name"],
                    "right": opens(p["login"], p["password"]),
                    "wrong": opens(p["login"], p["password"] + "x"),
                }
                for p in people
            ]
        )
    )


if __name__ == "__main__":
    {"create": create, "authenticate": authenticate}[sys.argv[1]](*sys.argv[2:])
