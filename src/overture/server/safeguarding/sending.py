"""Handing a message over: to a mail server, or to the system of a team.

Whatever goes wrong is told as one code, and whether trying again can help. No address and no word
of a message is in it, so that it may be kept and logged.
"""

import http.client
import ipaddress
import json
import smtplib
import ssl
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from overture.safety.alerts import Message
from overture.server.safeguarding.mail_server import MailServer
from overture.server.safeguarding.patience import Patience, addresses_of

WITHIN = 20.0
"""Seconds that one message may take as a whole. A claim is held for longer than that."""

Resolve = Callable[[str, int], Sequence[str]]


class NotSentError(Exception):
    """A message was not handed over. `for_good`: trying again cannot help."""

    def __init__(self, code: str, *, for_good: bool = False) -> None:
        self.code = code
        self.for_good = for_good
        super().__init__(code)


def by_mail(
    address: str, message: Message, *, ident: str, beside: Mapping[str, str] | None = None
) -> None:
    """Hand a message to the mail server. The same `ident` is the same message to a mailbox.

    `beside` holds further headers. Raises NotSentError.
    """
    if not settings.OVERTURE_MAIL:
        raise NotSentError("no_mail", for_good=True)
    headers = {
        "Message-ID": f"<{ident}@{settings.OVERTURE_MAIL_DOMAIN}>",
        "Auto-Submitted": "auto-generated",
        **(beside or {}),
    }
    with Patience(WITHIN) as patience:
        server = MailServer(patience)
        mail = EmailMessage(
            message.subject, message.text, to=[address], headers=headers, connection=server
        )
        _send(mail, server, patience)


def _send(mail: EmailMessage, server: MailServer, patience: Patience) -> None:
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise NotSentError("refused", for_good=all(code >= 500 for code in codes)) from None
    except smtplib.SMTPDataError as error:
        raise NotSentError("refused", for_good=error.smtp_code >= 500) from None
    except (smtplib.SMTPException, OSError) as error:
        raise _silent(error, patience) from None
    finally:
        server.close()


def _silent(error: Exception, patience: Patience) -> NotSentError:
    """Nobody answered: in time, or at all."""
    # smtplib tells a silence as a connection that was closed
    waited = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
    return NotSentError("timeout" if waited or patience.is_over else "unreachable")


def by_webhook(
    url: str,
    body: Mapping[str, str],
    *,
    allowed: Sequence[str],
    context: ssl.SSLContext | None = None,
    resolve: Resolve | None = None,
) -> None:
    """Post a message to a team's system, whose host must be allowed. Raises NotSentError."""
    if (urlsplit(url).hostname or "") not in allowed:
        raise NotSentError("not_allowed", for_good=True)
    headers = {"Content-Type": "application/json"}
    status = posted(url, json.dumps(body).encode(), headers, context=context, resolve=resolve)
    if 300 <= status < 400:
        raise NotSentError("redirected", for_good=True)
    if not 200 <= status < 300:
        raise NotSentError("refused", for_good=400 <= status < 500 and status not in {408, 429})


def posted(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    context: ssl.SSLContext | None = None,
    resolve: Resolve | None = None,
) -> int:
    """How an address outside this network answers what is posted to it by HTTPS.

    The name is resolved once, and what it names must be reachable for everybody: a name that
    points into this network is refused. No redirect is followed. Raises NotSentError.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.username:
        raise NotSentError("not_allowed", for_good=True)
    host, port = parts.hostname, parts.port or 443
    with Patience(WITHIN) as patience:
        try:
            found = patience.looked_up(lambda: (resolve or addresses_of)(host, port))
            connection = _Pinned(host, port, _outside(found), patience, context)
            return _post(connection, parts, body, headers)
        except (OSError, http.client.HTTPException) as error:
            raise _silent(error, patience) from None


def _outside(addresses: Sequence[str]) -> str:
    """The first address, if every one of them is outside this network."""
    if not addresses or not all(is_public(address) for address in addresses):
        raise NotSentError("not_allowed", for_good=True)
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an address is one that everybody can reach."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast


class _Pinned(http.client.HTTPSConnection):
    """A connection to an address that was looked at, under the name that it was found by."""

    def __init__(
        self,
        host: str,
        port: int,
        address: str,
        patience: Patience,
        context: ssl.SSLContext | None,
    ) -> None:
        self._tls = context or ssl.create_default_context()
        super().__init__(host, port, context=self._tls)
        self._address, self._patience = address, patience

    def connect(self) -> None:
        """Connect to the address, not to whatever the name says by now."""
        plain = self._patience.connected([self._address], self.port)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)


def _post(connection: _Pinned, parts: SplitResult, body: bytes, headers: Mapping[str, str]) -> int:
    """How a message is answered. What else is said with it is not waited for."""
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, body, {"User-Agent": "Overture", **headers})
        return connection.getresponse().status
    finally:
        connection.close()
