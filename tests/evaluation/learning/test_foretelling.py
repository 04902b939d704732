import numpy as np

from overture.evaluation.learning.foretelling import WORLDS, foretelling


def test_learning_is_told_from_its_absence_in_every_world():
    found = foretelling(16)
    assert all(figure.holds for figure in found.figures), found.figures
    assert [table.title for table in found.tables] == [f"World: {world.name}" for world in WORLDS]
    assert all(len(table.rows) == 9 for table in found.tables)
    assert found.tables[1].rows[0][0] == "Kalman twin"
    # Where nothing is learned, inertia is no better than AR(1), and nothing else comes near.
    assert {row[0] for row in found.tables[3].rows[:2]} == {"inertia only", "AR(1) (trivial)"}


def test_ratings_as_people_give_them_are_whole_points_and_many_on_the_floor():
    drawn = WORLDS[2].draw(60, np.random.default_rng(0))
    assert set(np.unique(drawn.ratings)) <= {10.0 * point for point in range(11)}
    assert 0.1 < (drawn.ratings == 0.0).mean() < 0.5
