"""`overture talk`: a conversation in the terminal, for people and for programs."""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from overture.cli.model import endpoint_at
from overture.cli.problems import Problem
from overture.cli.ready import load_classifier

CONTROLS = {
    "": "silence",
    "/silence": "silence",
    "/nod": "nod",
    "/wait": "wait",
    "/slower": "slower",
    "/stop": "stop",
}


NOTHING_KEPT = "Nothing said in this terminal is kept or shared."


@dataclass
class _Session:
    """One conversation in this process: what is kept between turns, and nothing on disk."""

    seed: int
    scene_id: str = ""
    level: str = "easy"
    harder: bool = False
    region: str = ""
    at: datetime | None = None
    state: Any = None
    watch: Any = None
    endpoint: Any = None
    heard: list[Any] = field(default_factory=list)
    past: list[Any] = field(default_factory=list)


def talk(  # noqa: PLR0917 - one parameter an option
    scene: Annotated[
        str, typer.Option(help="Practise this scene instead of talking with Cue.")
    ] = "",
    level: Annotated[str, typer.Option(help="easy, middle or hard (scenes only).")] = "easy",
    harder: Annotated[
        bool,
        typer.Option("--harder", help="Let something small go wrong, told first (scenes only)."),
    ] = False,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same talk.")] = 0,
    at: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%dT%H:%M"], help="Talk as if it were this time."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, in and out.")
    ] = False,
    region: Annotated[str, typer.Option(help="Country code for helplines, such as GB.")] = "",
    transcript: Annotated[
        bool, typer.Option(help="Show each turn as it was typed, and look back at the end.")
    ] = False,
    llm: Annotated[
        str, typer.Option("--llm", help="Let a language model at this address find words.")
    ] = "",
    model: Annotated[str, typer.Option(help="Its name with its version, with --llm.")] = "",
) -> None:
    """Talk with Cue, or practise a scene. Nothing is kept on disk.

    In a scene, an empty line says nothing; /slower, /nod, /wait, /back and /stop do what they say.
    With --json, lines in are {"text": "..."} or {"control": "silence"}.
    With --llm, what you type goes to that host; its key is taken from OVERTURE_LLM_KEY.

    With --harder you agree to the one moment of a scene that is announced as harder.

    Example: [bold]overture talk --scene neighbour-parcel --seed 7[/bold]
    Example: [bold]overture talk --scene neighbour-parcel --harder[/bold]
    """
    load_classifier()
    session = _Session(seed, scene, level, harder, region.upper(), at)
    if llm:
        session.endpoint = endpoint_at(llm, model)
        told = f"{session.endpoint.model} at {session.endpoint.host} reads what you type."
        typer.secho(told, italic=True, dim=True, err=True)
    show = _print_json if as_json else _print_words
    for event in _opening(session):
        show(event)
    for manner, text in _inputs(as_json=as_json):
        if transcript and not as_json:
            typer.echo(f"\n> {text or '/' + manner}")
        answer = _go_back(session) if manner == "back" else _turn(session, manner, text)
        show(answer)
        if answer["ends"]:
            break
    if transcript and scene:
        _look_back(session, as_json=as_json)


def _look_back(session: _Session, *, as_json: bool) -> None:
    """The debrief of the scene as it stands, without ratings: nobody was asked for any."""
    from overture.cli.looking_back import as_event, as_words  # noqa: PLC0415
    from overture.content import scenes  # noqa: PLC0415
    from overture.conversation import scene as scene_room  # noqa: PLC0415

    state = scene_room.SceneState.from_json(session.state)
    told = scene_room.debrief(scenes()[session.scene_id], state)
    if as_json:
        _print_json(as_event(told))
    else:
        typer.echo("\n" + "\n".join(as_words(told)))


def _opening(session: _Session) -> Iterator[dict[str, Any]]:
    from overture.content import card, companion_lines, scenes  # noqa: PLC0415
    from overture.conversation import reply  # noqa: PLC0415
    from overture.conversation.engines import Guided  # noqa: PLC0415

    if session.harder and not session.scene_id:
        raise Problem("--harder is for scenes.", "Such as: --scene neighbour-parcel --harder")
    if session.scene_id:
        found = scenes().get(session.scene_id)
        if found is None:
            known = ", ".join(scenes())
            raise Problem(f"there is no scene {session.scene_id!r}.", f"There are: {known}")
        if session.level not in {"easy", "middle", "hard"}:
            raise Problem(f"{session.level!r} is not a level.", "Levels: easy, middle, hard")
        opening = reply.begin_scene(
            found,
            level=session.level,
            seed=session.seed,
            harder_moment_agreed=session.harder,
        )
    else:
        engine = Guided(companion_lines())
        opening = reply.open_talk(_facts(session), engine, card(), seed=session.seed)
    session.state = dict(opening.state)
    yield _event("opening", opening)
    if session.scene_id and opening.taps:
        yield _turn(session, "choice", opening.taps[0])


def _turn(session: _Session, manner: str, text: str) -> dict[str, Any]:
    session.past.append(session.state)
    answer = _worded(session, manner, text)
    session.state = dict(answer.state)
    return _event("reply", answer)


def _go_back(session: _Session) -> dict[str, Any]:
    from overture.conversation import scene as scene_room  # noqa: PLC0415

    if not session.scene_id or not session.past:
        return {"event": "note", "text": "There is nothing to go back to.", "ends": False}
    back = scene_room.SceneState.from_json(session.past.pop())
    left = scene_room.SceneState.from_json(session.state)
    session.state = scene_room.mark_rewound(back, left).to_json()
    return {"event": "note", "text": "Back one turn. Both versions are kept.", "ends": False}


def _worded(session: _Session, manner: str, text: str) -> Any:  # noqa: ANN401 - reply.Answer
    """The answer in people's words, or in those of the model where one was named and may."""
    before = session.state
    answer = _answer(session, manner, text)
    if session.endpoint is None or answer.engine.startswith("safety"):
        return answer
    from overture.conversation import llm  # noqa: PLC0415

    task = _task(session, before, answer, manner, text)
    if task:
        speaker = llm.spoken_now(llm.Speaker(session.endpoint, task))
        put = llm.reworded_scene if session.scene_id else llm.reworded
        answer = put(answer, speaker)
    session.heard.append(llm.Past("member", text))
    session.heard += [llm.Past("cue", spoken.text) for spoken in answer.spoken if spoken.text]
    return answer


def _task(session: _Session, before: Any, answer: Any, manner: str, text: str) -> Any:  # noqa: ANN401 - llm.Task
    from overture.content import card, scenes  # noqa: PLC0415
    from overture.conversation import llm  # noqa: PLC0415
    from overture.conversation import scene as scene_room  # noqa: PLC0415
    from overture.conversation.reply import Said  # noqa: PLC0415

    said = Said(manner, text)  # type: ignore[arg-type]
    if session.scene_id:
        state = scene_room.SceneState.from_json(before)
        return llm.for_scene(scenes()[session.scene_id], state, answer, said)
    past = [one for one in session.heard if one.text]
    return llm.for_talk(answer, said, _facts(session), card(), region=session.region, past=past)


def _answer(session: _Session, manner: str, text: str) -> Any:  # noqa: ANN401 - reply.Answer
    from overture.content import card, companion_lines, scenes  # noqa: PLC0415
    from overture.conversation import reply  # noqa: PLC0415
    from overture.conversation import scene as scene_room  # noqa: PLC0415
    from overture.conversation.engines import Guided  # noqa: PLC0415
    from overture.conversation.policy import TalkState  # noqa: PLC0415

    said = reply.Said(manner, text)  # type: ignore[arg-type]
    screened = _screened(session, manner, text)
    if session.scene_id:
        return reply.answer_in_scene(
            scenes()[session.scene_id],
            scene_room.SceneState.from_json(session.state),
            said,
            screened=screened,
            seed=session.seed,
        )
    return reply.answer_in_talk(
        TalkState.from_json(session.state),
        said,
        _facts(session),
        Guided(companion_lines()),
        card(),
        screened=screened,
        region=session.region,
        seed=session.seed,
    )


def _screened(session: _Session, manner: str, text: str) -> Any:  # noqa: ANN401 - SafetyWords
    """What the safety protocol says, before anything else reads the text."""
    from overture.conversation.reply import SafetyWords, meant_something_else  # noqa: PLC0415
    from overture.conversation.talk import typeset  # noqa: PLC0415
    from overture.safety.protocol import corrected, respond  # noqa: PLC0415
    from overture.safety.screening import screen  # noqa: PLC0415
    from overture.safety.state import ScreenState  # noqa: PLC0415

    watch = session.watch or ScreenState()
    silent = manner != "words" or not text.strip()
    if silent and (manner == "stop" or watch.path != "immediate"):
        return None
    found = screen("" if silent else text, watch, now=_now(session))
    said = respond(found, None, session.region or None, message=text, kept=NOTHING_KEPT)
    if typeset(text) == meant_something_else():
        said = corrected(watch, None)
    session.watch = said.state if said else found.state
    return SafetyWords.of(said) if said else None


def _facts(session: _Session) -> Any:  # noqa: ANN401 - TalkFacts
    from overture.conversation.messages import TalkFacts  # noqa: PLC0415
    from overture.conversation.talk import scene_cards  # noqa: PLC0415

    return TalkFacts(
        now=_now(session),
        scenes=scene_cards(),
        privacy_words=NOTHING_KEPT,
    )


def _now(session: _Session) -> datetime:
    """The time by the clock on the wall, or the one that was asked for."""
    return (session.at or datetime.now(UTC)).astimezone()  # noqa: TID251 - the edge reads the clock


def _event(kind: str, answer: Any) -> dict[str, Any]:  # noqa: ANN401 - reply.Answer
    """One reply as an event: what was said, the move, the reason, and how it was understood."""
    shown = answer.as_json()
    return {
        "event": kind,
        "text": " ".join(_as_said(spoken) for spoken in shown["spoken"] if spoken["text"]),
        **shown,
        "move": answer.move,
        "reason": answer.reason,
        "engine": answer.engine,
        "origin": _origin(answer),
        "worded": shown["origin"],
        "understanding": answer.understanding,
        "hints": [{"want": want, "words": words} for want, words, _ in shown["hints"]],
    }


def _as_said(spoken: Mapping[str, Any]) -> str:
    """The words, with the name in front of them where several people are played."""
    return f"{spoken['who']}: {spoken['text']}" if spoken["who"] else str(spoken["text"])


def _origin(answer: Any) -> str:  # noqa: ANN401 - reply.Answer
    if answer.engine.startswith("safety"):
        return "safety"
    return "authored" if answer.origin.by == "people" else str(answer.origin.by)


def _print_json(event: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(event, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _print_words(event: dict[str, Any]) -> None:
    if event["event"] == "note":
        typer.secho(event["text"], italic=True)
        return
    for spoken in event["spoken"]:
        if spoken["stage"]:
            typer.secho(spoken["stage"], italic=True, dim=True)
        if spoken["text"]:
            typer.echo(_as_said(spoken))
    if event["origin"] in {"model", "both"}:
        worded = event["worded"]
        typer.secho(f"  (worded by {worded['model']} at {worded['host']})", dim=True)
    if event["note"]:
        typer.secho(event["note"], italic=True, dim=True)
    if event["taps"]:
        typer.secho("  or: " + "  |  ".join(event["taps"]), dim=True)


def _inputs(*, as_json: bool) -> Iterator[tuple[str, str]]:
    """What comes in, as (manner, text), until the input ends."""
    while True:
        if not as_json and sys.stdin.isatty():
            sys.stdout.write("> ")
            sys.stdout.flush()
        raw = sys.stdin.buffer.readline()
        if not raw:
            return
        line = raw.decode("utf-8", errors="replace").rstrip("\r\n")
        yield _from_json(line) if as_json else _from_words(line)


def _from_words(line: str) -> tuple[str, str]:
    if line.strip() == "/back":
        return "back", ""
    control = CONTROLS.get(line.strip())
    return (control, "") if control else ("words", line)


def _control(name: object) -> str:
    known = {*CONTROLS.values(), "back"}
    if not isinstance(name, str) or name not in known:
        raise Problem(f"{name!r} is not a control.", f"Controls: {', '.join(sorted(known))}")
    return name


def _from_json(line: str) -> tuple[str, str]:
    try:
        given = json.loads(line)
    except json.JSONDecodeError as error:
        what = f"a line is not JSON: {error.msg} at column {error.colno}."
        raise Problem(what, 'Each line is an object such as {"text": "hello"}.') from error
    if not isinstance(given, dict):
        raise Problem(
            "a line is not a JSON object.", 'Each line is an object such as {"text": "hello"}.'
        )
    if "control" in given:
        return _control(given["control"]), ""
    text = given.get("text", "")
    if not isinstance(text, str):
        raise Problem('the "text" of a line is not a string.', 'Such as: {"text": "hello"}')
    return ("words", text) if text.strip() else ("silence", "")
