"""A Django with REST framework and simplejwt in one file, for `npm run bench`.

django_site.py prepare COUNT   makes the database and users, prints their tokens as JSON
django_site.py serve PORT      serves it by Django's own server, where there is no gunicorn
"""

import json
import os
import sys

import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="a-secret-of-the-bench-kZ8rQ1xW5vT3mB7n",
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "rest_framework",
        "rest_framework_simplejwt.token_blacklist",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["DATABASE_FILE"],
            "CONN_MAX_AGE": None,
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [
            "rest_framework_simplejwt.authentication.JWTAuthentication"
        ],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    },
    SIMPLE_JWT={"ROTATE_REFRESH_TOKENS": True, "BLACKLIST_AFTER_ROTATION": True},
)
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework import generics, permissions, serializers  # noqa: E402
from rest_framework_simplejwt.views import TokenRefreshView, TokenVerifyView  # noqa: E402


class UserSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["first_name", "last_name", "id", "email"]


class Me(generics.RetrieveAPIView):
    permission_classes = [permissions.IsAuthenticated]
    serializer_class = UserSerializer

    def get_object(self):
        return self.request.user


urlpatterns = [
    path("api/users/me/", Me.as_view()),
    path("api/jwt/verify/", TokenVerifyView.as_view()),
    path("api/jwt/refresh/", TokenRefreshView.as_view()),
]


def prepare(count):
    from django.core.management import call_command
    from rest_framework_simplejwt.tokens import RefreshToken

    call_command("migrate", verbosity=0)
    pairs = []
    for index in range(int(count)):
        user = User(username="ada%d" % index, email="ada%d@example.com" % index)
        user.first_name, user.last_name = "Ada", "Lovelace"
        user.set_unusable_password()
        user.save()
        refresh = RefreshToken.for_user(user)
        # Longer than all of a run.
        access = refresh.access_token
        access.set_exp(lifetime=refresh.lifetime)
        pairs.append({"access": str(access), "refresh": str(refresh)})
    print(json.dumps(pairs))


def serve(port):
    from django.core.servers.basehttp import run

    run("127.0.0.1", int(port), application, threading=True)


from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()

if __name__ == "__main__":
    {"prepare": prepare, "serve": serve}[sys.argv[1]](*sys.argv[2:])
