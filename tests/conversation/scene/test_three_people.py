"""The three transcripts of one scene: Callum at easy, Joss with a rewind, Mina who stops."""

from tests.support.scene_plays import SILENCE, STOP, WAIT, Play, dials, parcel, said

from overture.conversation.scene import Expected, Met, debrief, discount_answer, mark_rewound

CALLUM = (
    said("sorry", "apology"),
    SILENCE,
    said("parcel"),
    said("six"),
    WAIT,
    said("thanks for keeping it", "thanks"),
    said("one?", "question"),
    said("ok. bye", "close", "acknowledge"),
)
FIRST_JOSS = (
    said("Good afternoon, I represent a coalition of concerned citizens", "joke", "greet"),
    said("wow tough crowd. were you always this much fun or is it the compost", "rude"),
)
JOSS = (
    said(
        "Hello, I've got a card here with either your number on it or a drawing of a chair. "
        "I think it means you've got my parcel",
        "request",
        "joke",
        "greet",
    ),
    said("Joss"),
    said("J O double S. Like boss, with less authority", "joke"),
    said("Shout if you need someone to catch things", "question"),
    said("Thanks for housing it. I hope it behaved", "thanks"),
    said(
        "Ha, that'd have been a disappointment, it's forty metres of bubble wrap and a mug. I "
        "broke the last one and I've been drinking out of a jug since Sunday like a Viking",
        "self_disclosure",
    ),
    said("What's in the tool case then, what do you do", "question"),
    said("Is there ever anything inside? I'd hide everything I own in a piano", "follow_up"),
    said("A sandwich. In what key", "follow_up"),
    said("I'll leave you to your mud. Bye", "close"),
)


def moved(play: Play) -> list[dict[str, tuple[float, float]]]:
    """Per reply, the parts of the dial that moved, from and to."""
    return [
        {
            part: (reply.dial.before[part], after)
            for part, after in reply.dial.after.items()
            if after != reply.dial.before[part]
        }
        for _, reply in play.steps
    ]


def rewound_joss() -> Play:
    begun = parcel("middle")
    lost = begun.goes(*FIRST_JOSS)
    back = mark_rewound(begun.state, lost.state)
    return Play(begun.scene, ((back, begun.reply),), begun.seed).goes(*JOSS)


def test_callums_dial_moves_as_in_the_transcript():
    assert moved(parcel("easy", *CALLUM))[2:] == [
        {"initiative": (0.8, 0.85)},
        {"initiative": (0.85, 0.95), "pace": (0.2, 0.1)},
        {},
        {"initiative": (0.95, 0.9)},
        {},
        {"initiative": (0.9, 0.8), "ambiguity": (0.2, 0.25)},
        {"initiative": (0.8, 0.7), "topic_risk": (0.1, 0.2)},
        {},
    ]


def test_callum_walks_through_every_beat_to_the_close():
    play = parcel("easy", *CALLUM)
    assert [reply.beat for _, reply in play.steps[1:]] == [
        *("door", "door", "door", "which", "looking", "handover", "landing_talk"),
        *("landing_talk", "landing_talk"),
    ]
    assert play.state.exit == "done"
    assert {reply.level for _, reply in play.steps} == {"easy"}
    assert {"asked", "handed_over", "took_opening", "left_by_choice"} <= play.state.flags
    assert all(reply.dial.reason for _, reply in play.steps[2:])


def test_a_one_word_question_gets_more_about_the_tomato():
    play = parcel("easy", *CALLUM[:-1])
    assert play.state.exchanges[-1].act == "follow_up"
    assert play.state.exchanges[-1].took == ("tomato",)
    assert play.reply.spoken[0].line_ids[0].startswith("fact/tomato/more")


def test_callums_debrief_quotes_him_and_says_whose_first_word_it_was():
    play = parcel("easy", *CALLUM)
    fear = Expected(8, 2, 8, "She'll be annoyed that I knocked.")
    told = debrief(play.scene, play.state, prediction=fear, outcome=Met(6, 6, "no", None))
    assert told.headline == "Calmer than you expected, and more enjoyable"
    assert [worked.own for worked in told.worked] == ["thanks for keeping it", "one?"]
    assert all(f"“{worked.own}”" in worked.words for worked in told.worked)
    assert told.helped.startswith("She said the word parcel")
    assert told.to_try
    assert told.to_try.example == "Hi. Parcel?"
    assert not told.feared_tested
    assert "not counted" in told.feared
    assert "8 times in 10" in told.feared
    assert told.step == "neighbour-parcel/morning"


def test_callums_other_fear_could_have_happened_and_is_counted():
    play = parcel("easy", *CALLUM)
    fear = Expected(8, 2, 9, "I'll go blank and stand there.")
    told = debrief(play.scene, play.state, prediction=fear, outcome=Met(6, 6, "partly", None))
    assert told.feared_tested
    assert told.feared == "You expected this 9 times in 10. It happened in part."


def test_joss_meets_a_line_and_after_going_back_mrs_okafor_knows_nothing_of_it():
    play = rewound_joss()
    assert "line_drawn" not in play.state.flags
    assert play.state.exit == "done"
    assert play.state.name == "Joss"
    assert [exchange.act for exchange in play.state.abandoned[0].exchanges] == ["joke", "rude"]
    assert "A chair. So it is." in play.steps[1][1].spoken[0].text
    assert play.steps[1][1].spoken[0].reading == "warm"


def test_josss_dial_moves_as_in_the_transcript_and_she_ends_it_as_busy_people_do():
    play = rewound_joss()
    assert dials(play, "initiative")[1] == 0.4
    assert dials(play, "ambiguity")[3] == 0.45
    assert dials(play, "warmth")[4] == 0.65
    assert dials(play, "initiative")[5:7] == [0.2, 0.05]
    assert dials(play, "ambiguity")[7] == 0.95
    assert {reply.level for _, reply in play.steps} == {"middle"}
    assert play.steps[9][1].beat == "close"
    assert len(play.steps[9][1].spoken) == 2


def test_josss_pianos_come_out_in_order():
    play = rewound_joss()
    ids = [reply.spoken[0].line_ids[0] for _, reply in play.steps[7:9]]
    assert ids[0].startswith("fact/pianos/answer")
    assert ids[1].startswith("fact/pianos/more")


def test_josss_debrief_sets_the_two_first_lines_side_by_side():
    told = debrief(
        rewound_joss().scene,
        rewound_joss().state,
        prediction=Expected(4, 5, 6, "she'll look at me like something on her shoe"),
        outcome=Met(3, 7, "partly", None),
    )
    first, second = told.compared.versions
    assert first.own.startswith("Good afternoon, I represent")
    assert "were you always this much fun" in first.effect
    assert second.own.startswith("Hello, I've got a card here")
    assert told.to_try
    assert told.to_try.measure == "follow_ups"
    assert "tool case" in told.to_try.why
    assert "at ease" in told.dial
    assert "not a mood" in told.dial
    assert told.step == "neighbour-parcel/yes_no"


def test_a_script_that_is_obliged_to_like_her_is_granted_and_answered():
    play = rewound_joss()
    words = discount_answer(
        "She's a script, she's contractually obliged to like me.", play.scene, play.state
    )
    assert "in your first version was" in words
    assert "What name?" in words
    assert "in any case" in words
    assert "Mrs Okafor is written" in words
    assert words.endswith("has to be real.")


def test_minas_two_words_bring_help_one_turn_too_late():
    play = parcel("middle", said("hi", "greet"), said("i"), STOP)
    assert moved(play)[2:4] == [
        {"initiative": (0.5, 0.6)},
        {"initiative": (0.6, 0.75), "pace": (0.4, 0.3)},
    ]
    assert play.steps[3][1].level == "middle"
    assert play.reply.exit == "stop"
    assert play.reply.note_to_member == "Stopped. That's fine."
    assert play.reply.spoken == ()


def test_minas_debrief_praises_nothing_that_did_not_happen():
    play = parcel("middle", said("hi", "greet"), said("i"), STOP)
    fear = Expected(5, 5, 6, "I'll go blank and stand there.")
    told = debrief(play.scene, play.state, prediction=fear, outcome=Met(9, 1, "yes", None))
    assert told.kind == "frozen"
    assert told.headline == "That was harder than you expected"
    assert told.worked == ()
    assert told.happened[0].words.startswith("You knocked, and the words did not come.")
    assert "“i”" in told.happened[-1].words
    assert "only guess" in told.happened[-1].words
    assert told.feared_tested
    assert told.feared_seen
    assert "too late" in told.dial
    assert told.step == "neighbour-parcel/read_bells"
    assert told.smaller_step == ""


def test_one_more_word_of_minas_would_have_brought_the_easy_lines():
    play = parcel("middle", said("hi", "greet"), said("i"), said("i"))
    assert play.reply.level == "easy"
