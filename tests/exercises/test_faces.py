"""Faces are drawings: every reading makes one, and none of them says what to feel."""

import re
from dataclasses import fields
from itertools import pairwise, product
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overture.content import scenes
from overture.exercises.faces import (
    DESCRIPTIONS,
    READINGS,
    Reading,
    between,
    face,
    features,
)

HAIR = ("short", "bun", "long")
degree, half = st.floats(-1, 1), st.floats(0, 1)
anybody = st.builds(
    Reading,
    *(degree for _ in range(6)),
    open_=half,
    press=half,
    tilt=st.floats(-8, 8),
)


def _drawn(reading: Reading, **options: str) -> ET.Element:
    return ET.fromstring(face(reading, **options))  # noqa: S314 - our own drawing


def _numbers(svg: str) -> list[float]:
    return [float(found) for found in re.findall(r"-?\d+\.?\d*", svg)]


@pytest.mark.parametrize(("name", "hair"), list(product(READINGS, HAIR)))
def test_every_reading_with_every_hair_is_a_drawing(name, hair):
    drawn = _drawn(READINGS[name], hair=hair)
    assert drawn.tag == "svg"
    assert drawn.get("aria-hidden") == "true"


@settings(max_examples=40, deadline=None)
@given(anybody, st.sampled_from(HAIR))
def test_any_point_between_readings_is_a_drawing_of_bounded_size(reading, hair):
    svg = face(reading, hair=hair)
    ET.fromstring(svg)  # noqa: S314 - our own drawing
    assert all(abs(number) < 400 for number in _numbers(svg))


def test_no_two_readings_look_the_same():
    drawings = [face(reading) for reading in READINGS.values()]
    assert len(set(drawings)) == len(drawings)


def test_a_stronger_smile_lifts_the_corners_of_the_mouth():
    lines = [face(Reading(smile=smile)) for smile in (-1, -0.5, 0, 0.3)]
    corners = [float(re.findall(r"M7\d\.\d (\d+\.\d)Q100", svg)[-1]) for svg in lines]
    assert all(later < earlier for earlier, later in pairwise(corners))


def test_a_label_is_read_aloud_and_holds_no_markup():
    drawn = _drawn(READINGS["warm"], label='"><script>alert(1)</script>')
    assert drawn.get("role") == "img"
    assert drawn.get("aria-label") == '"><script>alert(1)</script>'
    assert "<script>" not in face(READINGS["warm"], label="<script>")


def test_two_faces_on_one_page_share_no_names():
    first, second = (
        set(re.findall(r'id="([^"]+)"', face(Reading(), ident=ident))) for ident in ("a", "b")
    )
    assert first
    assert not first & second


def test_hair_that_there_is_not_is_refused():
    with pytest.raises(KeyError):
        face(Reading(), hair="mohawk")


def test_every_reading_is_described_by_features_and_never_by_its_name():
    assert set(DESCRIPTIONS) == set(READINGS)
    for name, words in DESCRIPTIONS.items():
        assert name not in words


def test_every_partner_has_a_face_that_can_be_drawn():
    for scene in scenes().values():
        assert scene.partner.reading in READINGS
        assert scene.partner.hair in HAIR


def test_readings_stay_inside_the_scale():
    for reading in READINGS.values():
        values = {item.name: getattr(reading, item.name) for item in fields(reading)}
        assert -8 <= values.pop("tilt") <= 8
        assert all(-1 <= value <= 1 for value in values.values())


def test_between_two_readings_a_face_is_between_their_features():
    half = between("warm", "sad", 0.5)
    assert half.smile == pytest.approx((READINGS["warm"].smile + READINGS["sad"].smile) / 2)
    assert between("warm") == READINGS["warm"]
    assert between("warm", "sad", 1.0).inner == READINGS["sad"].inner
    assert between("warm", strength=0.5).smile == pytest.approx(READINGS["warm"].smile / 2)


def test_a_reading_that_there_is_not_is_refused():
    with pytest.raises(KeyError):
        between("smug")


@settings(max_examples=60, deadline=None)
@given(anybody)
def test_any_face_can_be_said_in_words_without_naming_a_feeling(reading):
    said = features(reading)
    assert "mouth" in said
    feelings = {*READINGS, "happy", "angry", "afraid", "smile"}
    assert not any(re.search(rf"\b{feeling}\b", said) for feeling in feelings)


def test_no_two_readings_are_said_in_the_same_words():
    said = {features(reading) for reading in READINGS.values()}
    assert len(said) == len(READINGS)
