from tests.support.published import piray_folder

from overture.evaluation.learning.published import LEFT_OUT, data_folder, published, real_people


def test_the_published_fit_is_measured_where_its_data_are():
    found = published(piray_folder())
    assert found.figures[0].name == "log_evidence"
    assert found.figures[0].value < -12_000
    assert all(figure.holds for figure in found.figures)


def test_real_people_are_foretold_better_than_by_trivial_rivals():
    found = real_people(piray_folder())
    assert all(figure.holds for figure in found.figures), found.says
    assert found.tables[0].rows[0][0] == "model m1"
    assert len(found.tables[0].rows) == 6


def test_without_the_data_both_are_left_out_and_say_so(tmp_path):
    assert data_folder({"OVERTURE_PIRAY2019": str(tmp_path)}) is None
    assert data_folder({}) is None
    for found in (published(None), real_people(None)):
        assert found.left_out == LEFT_OUT
        assert not found.figures
