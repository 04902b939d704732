"""The one door for programs: who asks, how often, once only, and what is said first.

Every address of the API stands behind it. Whatever happens, the answer is JSON and says in words
what became of the request.
"""

import hashlib
import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial, update_wrapper
from typing import Any, Final, cast

from django.db import DatabaseError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from overture.server.accounts import asked_once, throttling, tokens
from overture.server.accounts.asked_once import Answered
from overture.server.accounts.tokens import ApiToken
from overture.server.api import problems
from overture.server.api.hearing import Safety, first, hear
from overture.server.api.problems import ProblemError
from overture.server.api.requests import (
    SAFE,
    ApiRequest,
    as_uuid,
    bearer_of,
    body_of,
    key_of,
    typed_in,
    zone_of,
)
from overture.server.web.requests import now_of

View = Callable[..., HttpResponse]
Say = Callable[[ProblemError], HttpResponse]
OFTEN: Final = 120
"""So many requests of one key in a minute."""
GUESSES: Final = 30
"""So many keys that open nothing, from one place in a minute. A key that opens is not held back."""
A_MINUTE: Final = timedelta(minutes=1)
LOG = logging.getLogger(__name__)


def guarded(view: View, *, say: Say = problems.answer, once: bool = True) -> View:
    """A view of the API behind the door; its policy is that of a key.

    `say` puts problems in the words of its callers. Without `once` nothing is written behind it
    that could be written twice.
    """

    def answered(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - Django's
        try:
            known = _let_in(request)
            with timezone.override(zone_of(known)):
                return _answered(partial(_ran, view, say, known, args, kwargs), known, once=once)
        except ProblemError as problem:
            return say(problem)
        except OperationalError:
            LOG.exception("the database could not be used")
            return say(problems.not_kept())

    update_wrapper(answered, view)
    answered.policy = "token"  # type: ignore[attr-defined]
    # no cookie opens anything here, so no other site can borrow one
    answered.csrf_exempt = True  # type: ignore[attr-defined]
    return answered


def _let_in(request: HttpRequest) -> ApiRequest:
    """The request, with whose it is; its key is counted. Raises ProblemError."""
    now, text = now_of(request), bearer_of(request)
    token = tokens.behind(text, now=now) if text else None
    if token is None:
        place = request.META.get("REMOTE_ADDR", "")
        _count(f"api-guess:{place}", GUESSES, now)
        raise problems.no_token()
    _count(f"api:{token.pk}", OFTEN, now)
    known = cast("ApiRequest", request)
    known.token, known.member, known.heard = token, token.member, False
    return known


def _count(what: str, most: int, now: datetime) -> None:
    try:
        throttling.count(what=what, most=most, within=A_MINUTE, now=now)
    except throttling.TooOftenError as error:
        raise problems.too_often(error.wait) from error


def _answered(ran: Callable[[], HttpResponse], request: ApiRequest, *, once: bool) -> HttpResponse:
    if request.method in SAFE or not once:
        return ran()
    token, body, key = request.token, body_of(request), key_of(request)
    request.key = as_uuid(token, key)
    before = _before(request, token, key, body)
    if before is not None:
        again = {"Idempotency-Replayed": "true"}
        return JsonResponse(before.body, status=before.status, safe=False, headers=again)
    response = None
    try:
        response = _screened(ran(), request, body)
    finally:
        _keep(token, key, response)
    return response


def _before(request: HttpRequest, token: ApiToken, key: str, body: object) -> Answered | None:
    """What was answered under this key, if anything. Raises ProblemError."""
    asked = json.dumps([request.method, request.get_full_path(), body], sort_keys=True)
    digest = hashlib.sha256(asked.encode()).hexdigest()
    try:
        return asked_once.begin(token=token, key=key, asked_hash=digest, now=now_of(request))
    except asked_once.OtherBodyError as error:
        raise ProblemError(
            422,
            "key-used",
            "This Idempotency-Key was used before, for something else. Nothing was done. "
            "Send a new key for a new thing.",
        ) from error
    except asked_once.StillOpenError as error:
        raise ProblemError(
            409,
            "still-open",
            "The same request came a moment ago and is still being answered. Ask again.",
            wait=1,
        ) from error


def _keep(token: ApiToken, key: str, response: HttpResponse | None) -> None:
    """Keep what was done under the key. What was not done leaves the key free again."""
    try:
        if response is None or response.status_code >= 300:
            asked_once.let_go(token=token, key=key)
        else:
            body = json.loads(response.content) if response.content else None
            asked_once.keep(token=token, key=key, answered=Answered(response.status_code, body))
    except DatabaseError as error:
        # the rows that were written have keys of their own: asking again does nothing twice
        LOG.error("an answer could not be kept: %s", type(error).__name__)  # noqa: TRY400


def _ran(
    view: View, say: Say, request: ApiRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponse:
    """The view's answer; a problem in words for whatever it raised."""
    try:
        response = view(request, *args, **kwargs)
    except ProblemError as problem:
        return say(problem)
    except Http404:
        return say(problems.not_here())
    except OperationalError:
        LOG.exception("the database could not be used")
        return say(problems.not_kept())
    except Exception:
        LOG.exception("an address of the API failed")
        return say(problems.our_fault())
    return _not_allowed(response, say) if response.status_code == 405 else response


def _not_allowed(response: HttpResponse, say: Say) -> HttpResponse:
    allowed = response.headers.get("Allow", "")
    detail = f"This address takes {allowed}. Nothing was done."
    told = say(ProblemError(405, "not-that-way", detail))
    told.headers["Allow"] = allowed
    return told


def _screened(response: HttpResponse, request: ApiRequest, body: object) -> HttpResponse:
    """The answer with what the screen says to the words that came, whatever became of them."""
    text = "\n".join(typed_in(body))
    if not text or request.heard:
        return response
    safety: Safety | None = hear(request, text, now_of(request))
    return first(response, safety)
