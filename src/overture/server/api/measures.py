"""Sets of questions: which there are, one answered, and what was answered before."""

from typing import Any

from ninja import Router

from overture.content.schema.instrument import Instrument
from overture.measures import check_answers, matters
from overture.server.api import problems, shapes
from overture.server.api.hearing import said
from overture.server.api.paging import After, Limit, Order, Page, page_of, whole
from overture.server.api.requests import ApiRequest, Needs
from overture.server.assessments import instruments as room
from overture.server.assessments.instruments import Administration
from overture.server.safeguarding import services as safeguarding
from overture.server.web.requests import now_of

router = Router(tags=["Measures"])
BY = Order("at")
SURFACE = "questions"


@router.get(
    "/measures",
    auth=Needs("read:measures"),
    response=Page[shapes.Measure],
    operation_id="measures",
    url_name="measures",
)
def measures(request: ApiRequest) -> dict[str, Any]:
    """The sets of questions that are offered here. None has to be answered."""
    del request
    return whole([_read(one) for one in room.offered().values()])


@router.get(
    "/measures/{slug:name}/administrations",
    auth=Needs("read:measures"),
    response=Page[shapes.Administration],
    operation_id="administrations",
    url_name="administrations",
)
def administrations(request: ApiRequest, name: str, limit: Limit, after: After) -> dict[str, Any]:
    """What the member answered to one set, the last first; to one that is gone, too."""
    rows = room.answered(request.member).filter(instrument=name)
    return page_of(rows, BY, after=after, limit=limit, read=_given)


@router.post(
    "/measures/{slug:name}/administrations",
    auth=Needs("write:measures"),
    response={201: shapes.AdministrationKept},
    operation_id="answer_measure",
    url_name="administrations",
)
def answer(request: ApiRequest, name: str, body: shapes.Answers) -> shapes.AdministrationKept:
    """Answer a set. Where an answer speaks of self-harm or death, `safety` comes first."""
    instrument = room.offered().get(name)
    if instrument is None:
        raise problems.not_here()
    try:
        check_answers(instrument, body.answers)
    except ValueError as error:
        what = "questions of this set, each with the value of one of its answers"
        raise problems.faulty(problems.Fault("body.answers", what)) from error
    row = room.answer(
        member=request.member,
        instrument=instrument,
        answers=body.answers,
        key=request.key,
        now=now_of(request),
    )
    kept = shapes.AdministrationKept(**_fields(row))
    if matters(instrument, body.answers):
        heard = safeguarding.look_at_tap(
            member=request.member, surface=SURFACE, now=now_of(request)
        )
        kept.safety = said(request, heard.reply, asks=heard.next == "question")
    return kept


def _read(one: Instrument) -> shapes.Measure:
    return shapes.Measure(
        id=one.id,
        version=one.version,
        title=one.title,
        about=one.about,
        standing=one.standing,
        questions=[
            shapes.Question(
                id=item.id,
                asks=item.asks,
                answers=[
                    shapes.Answer(value=choice.value, words=choice.words)
                    for choice in one.choices_of(item)
                ],
            )
            for item in one.items
        ],
    )


def _given(row: Administration) -> shapes.Administration:
    return shapes.Administration(**_fields(row))


def _fields(row: Administration) -> dict[str, Any]:
    same = ("version", "title", "at", "answers", "readings")
    return {
        **{name: getattr(row, name) for name in same},
        "id": row.key,
        "measure": row.instrument,
    }
