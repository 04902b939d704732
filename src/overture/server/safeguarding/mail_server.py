"""The operator's mail server, waited for no longer than one delivery has time."""

import smtplib
import socket
import ssl
from contextlib import suppress

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

from overture.server.safeguarding.patience import Patience, addresses_of


class MailServer(EmailBackend):
    """Django's way to a mail server, within one delivery's time."""

    connection: smtplib.SMTP | None

    def __init__(self, patience: Patience) -> None:
        super().__init__()
        self._patience = patience

    def open(self) -> bool:
        """Connect, encrypt and sign in, as the settings say."""
        if self.connection:
            return False
        self.connection = self._connected()
        if self.use_tls:
            self.connection.starttls(context=self.ssl_context)
        if self.username and self.password:
            self.connection.login(self.username, self.password)
        return True

    def close(self) -> None:
        """Say goodbye. However it is answered, what the server took it has."""
        connection, self.connection = self.connection, None
        if connection:
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()
            connection.close()

    def _connected(self) -> smtplib.SMTP:
        context = self.ssl_context if self.use_ssl else None
        return _Within(self._patience, context, self.host, self.port)


class _Within(smtplib.SMTP):
    """A mail server reached within one delivery's time, encrypted from the start or not."""

    def __init__(
        self, patience: Patience, context: ssl.SSLContext | None, host: str, port: int
    ) -> None:
        self._patience, self._context = patience, context
        super().__init__(host, port, local_hostname=settings.OVERTURE_MAIL_DOMAIN)

    def _get_socket(self, host: str, port: int, timeout: float | None) -> socket.socket:
        del timeout  # what is left of the whole counts, not what each silence may last
        addresses = self._patience.looked_up(lambda: addresses_of(host, port))
        plain = self._patience.connected(addresses, port)
        if self._context is None:
            return plain
        return self._context.wrap_socket(plain, server_hostname=host)
