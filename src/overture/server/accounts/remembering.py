"""Django's cache, shared by all server processes: rows of the database that are in use anyway.

What counts tries must count them in every process, and a code that was used in one is used in all.
Keys are hashed with the server's secret; values are plain JSON, so that nothing that could be put
into a row is ever run.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import IntegrityError, transaction
from django.utils import timezone

from overture.server.accounts.models import Remembered

SWEEP: Final = 64
"""One in so many writes takes away what is over."""


class SharedCache(BaseCache):
    """Keeps what is remembered in one table."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        del location
        super().__init__(params)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:  # noqa: ANN401 - Django's own signature
        """What is remembered under a key, or the default."""
        found = Remembered.objects.filter(key=self._hashed(key, version)).first()
        return found.value if found and not _is_over(found) else default

    def set(
        self,
        key: Any,  # noqa: ANN401
        value: Any,  # noqa: ANN401
        timeout: Any = DEFAULT_TIMEOUT,  # noqa: ANN401
        version: int | None = None,
    ) -> None:
        """Remember a value for so many seconds, in place of what was there."""
        hashed = self._hashed(key, version)
        kept = {"value": value, "until": self._until(timeout)}
        Remembered.objects.update_or_create(key=hashed, defaults=kept)
        _sweep(hashed)

    def add(
        self,
        key: Any,  # noqa: ANN401
        value: Any,  # noqa: ANN401
        timeout: Any = DEFAULT_TIMEOUT,  # noqa: ANN401
        version: int | None = None,
    ) -> bool:
        """Remember a value unless there is one. Of two who add at once, one is told True."""
        hashed = self._hashed(key, version)
        Remembered.objects.filter(key=hashed, until__lte=timezone.now()).delete()
        try:
            with transaction.atomic():
                Remembered.objects.create(key=hashed, value=value, until=self._until(timeout))
        except IntegrityError:
            return False
        return True

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:  # noqa: ANN401
        """Remember for longer. Whether there was something."""
        rows = Remembered.objects.filter(key=self._hashed(key, version))
        return bool(rows.update(until=self._until(timeout)))

    def delete(self, key: Any, version: int | None = None) -> bool:  # noqa: ANN401
        """Forget one key. Whether there was something."""
        gone, _ = Remembered.objects.filter(key=self._hashed(key, version)).delete()
        return bool(gone)

    def clear(self) -> None:
        """Forget everything."""
        Remembered.objects.all().delete()

    def _hashed(self, key: Any, version: int | None) -> str:  # noqa: ANN401
        secret = f"overture remembered:{settings.SECRET_KEY}".encode()
        name = self.make_key(key, version).encode()
        return hmac.new(secret, name, hashlib.sha256).hexdigest()

    def _until(self, timeout: Any) -> datetime | None:  # noqa: ANN401
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return None if seconds is None else timezone.now() + timedelta(seconds=seconds)


def _is_over(found: Remembered) -> bool:
    return found.until is not None and found.until <= timezone.now()


def _sweep(hashed: str) -> None:
    """Take away what is over, now and then: the key, which is a hash, decides when."""
    if int(hashed[:8], 16) % SWEEP == 0:
        Remembered.objects.filter(until__lte=timezone.now()).delete()
