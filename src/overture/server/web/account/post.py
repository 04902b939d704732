"""Letters about an account: codes to sign in with, and word of what was changed."""

import logging
from uuid import uuid4

from overture.safety.alerts import Message
from overture.server.safeguarding.sending import NotSentError, by_mail

LOG = logging.getLogger(__name__)


def send(address: str, *, subject: str, text: str) -> bool:
    """Hand a letter to the mail server. Whether it took it.

    The pages say the same either way: nobody learns from them whether there is such an account.
    """
    letter = Message(subject=" ".join(subject.split()), paragraphs=tuple(text.split("\n\n")))
    try:
        by_mail(address, letter, ident=str(uuid4()))
    except NotSentError as error:
        LOG.warning("a letter about an account was not sent: %s", error.code)
        return False
    return True
