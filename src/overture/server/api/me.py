"""Whose key this is, and what it may do; and the member's answer to what the screen asked."""

from ninja import Router

from overture.server.api.hearing import Heard, said
from overture.server.api.requests import ApiRequest, Needs
from overture.server.api.shapes import Me, Said
from overture.server.practice import selectors
from overture.server.safeguarding import services as safeguarding
from overture.server.web.requests import now_of

router = Router(tags=["Who"])


@router.get("/me", auth=Needs(), response=Me, operation_id="me", url_name="me")
def me(request: ApiRequest) -> Me:
    """Whose key this is, and what was ticked for it."""
    member, kept = request.member, selectors.counts(request.member)
    return Me(
        id=member.pk,
        name=member.name,
        region=member.region,
        since=member.created_at,
        key=request.token.name,
        scopes=request.token.scopes,
        moments=kept["moments"],
        steps=kept["steps"],
    )


@router.post("/heard", auth=Needs(), response=Heard, operation_id="heard", url_name="heard")
def heard(request: ApiRequest, body: Said) -> Heard:
    """Tell what the member answered, where `safety` asked something, by a tap or in words."""
    request.heard = True
    found = safeguarding.look(
        member=request.member, text=body.said, surface="api", now=now_of(request)
    )
    return Heard(safety=said(request, found.reply, asks=found.next == "question"))
