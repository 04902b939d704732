"""Style sheets, scripts and drawings, served beside Django: they concern no member."""

from collections.abc import Callable
from wsgiref.headers import Headers

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from servestatic import ServeStaticASGI


def static_files(otherwise: Callable[..., object]) -> ServeStaticASGI:
    """Every static file of the project and its apps; what is none is asked of `otherwise`."""
    # Asked for again each time, answered with "not changed": nobody runs old scripts after an
    # update.
    served = ServeStaticASGI(
        otherwise, max_age=0, allow_all_origins=False, add_headers_function=_as_for_pages
    )
    for finder in get_finders():
        for name, storage in finder.list(None):
            within = "/".join(filter(None, [getattr(storage, "prefix", None), name]))
            served.add_file_to_dictionary(f"{settings.STATIC_URL}{within}", storage.path(name))
    return served


def _as_for_pages(headers: Headers, path: str, url: str) -> None:
    """The headers that Django's own middleware gives to pages."""
    del path, url
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = settings.SECURE_REFERRER_POLICY
    headers["Cross-Origin-Opener-Policy"] = settings.SECURE_CROSS_ORIGIN_OPENER_POLICY
    if settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = (
            f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
        )
