"""Style sheets, scripts and drawings, served beside Django: they concern no member."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from servestatic import ServeStaticASGI


def static_files(otherwise: Callable[..., object]) -> ServeStaticASGI:
    """Every static file of the project and its apps; what is none is asked of `otherwise`."""
    # Asked for again each time, answered with "not changed": nobody runs old scripts after an
    # update.
    served = ServeStaticASGI(otherwise, max_age=0, allow_all_origins=False)
    for finder in get_finders():
        for name, storage in finder.list(None):
            within = "/".join(filter(None, [getattr(storage, "prefix", None), name]))
            served.add_file_to_dictionary(f"{settings.STATIC_URL}{within}", storage.path(name))
    return served
