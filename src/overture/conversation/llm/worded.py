"""Putting a model's words in the place of the authored ones: the words, who found them, no more."""

from dataclasses import replace

from overture.conversation.llm.speaking import Speaker
from overture.conversation.messages import Spoken
from overture.conversation.reply import Answer


def reworded(answer: Answer, speaker: Speaker) -> Answer:
    """Cue's reply with the words that stand now. What was decided and what is kept stay."""
    spoken = (_in_words(answer.spoken[0], speaker), *answer.spoken[1:])
    return replace(answer, spoken=spoken, engine=_engine(answer, speaker), origin=speaker.origin)


def reworded_scene(answer: Answer, speaker: Speaker) -> Answer:
    """A partner's reply with the words that stand now, also where the debrief will quote it."""
    place = next(i for i, spoken in enumerate(answer.spoken) if spoken.text)
    spoken = list(answer.spoken)
    spoken[place] = _in_words(spoken[place], speaker)
    state = dict(answer.state)
    if speaker.origin.by != "people":
        *earlier, last = state["exchanges"]
        lines = [dict(line) for line in last["said"]]
        told = next(i for i, line in enumerate(lines) if line["text"])
        lines[told]["text"] = spoken[place].text
        state["exchanges"] = [*earlier, {**last, "said": lines}]
    return replace(
        answer,
        spoken=tuple(spoken),
        state=state,
        engine=_engine(answer, speaker),
        origin=speaker.origin,
    )


def _in_words(spoken: Spoken, speaker: Speaker) -> Spoken:
    return replace(spoken, text=speaker.text)


def _engine(answer: Answer, speaker: Speaker) -> str:
    by_people = speaker.origin.by == "people"
    return answer.engine if by_people else f"llm/{speaker.endpoint.model}"
