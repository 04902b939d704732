"""A bar is there once something is reported, and leaves nothing on standard output."""

from overture.cli.progress import building


def test_nothing_is_shown_until_something_is_reported(capfd):
    with building():
        pass
    assert capfd.readouterr() == ("", "")


def test_what_is_reported_goes_to_standard_error(capfd):
    with building() as report:
        report("Reading the examples", 0.2)
        report("Learning the acts", 0.6)
    assert capfd.readouterr().out == ""


def test_what_takes_long_is_told_once_even_where_no_bar_is_drawn(capfd):
    with building("This takes about a minute.") as report:
        report("Reading the examples", 0.2)
        report("Learning the acts", 0.6)
    assert capfd.readouterr().err.count("This takes about a minute.") == 1
