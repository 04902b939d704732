"""The log says what failed and where, and holds no word of anybody's."""

import io
import logging
import logging.config
from copy import deepcopy

import pytest
from django.conf import settings
from django.db import OperationalError

CANARY = "marmalade"


@pytest.fixture
def log():
    """The log as the settings set it up, into a text."""
    kept = io.StringIO()
    how = deepcopy(settings.LOGGING["formatters"]["plain"])
    made = logging.config.DictConfigurator({"version": 1}).configure_formatter(how)
    handler = logging.StreamHandler(kept)
    handler.setFormatter(made)
    logger = logging.getLogger("overture.tested")
    logger.handlers, logger.propagate = [handler], False
    yield logger, kept
    logger.handlers, logger.propagate = [], True


def failing():
    try:
        {}[f"what {CANARY} wrote"]
    except KeyError as error:
        raise ValueError(f"{CANARY} is no number") from error


def test_a_fault_is_told_by_its_kind_and_its_places(log):
    logger, kept = log
    try:
        failing()
    except ValueError:
        logger.exception("a page failed")
    assert CANARY not in kept.getvalue()
    assert "a page failed" in kept.getvalue()
    assert "in failing" in kept.getvalue()
    assert kept.getvalue().index("KeyError") < kept.getvalue().rindex("ValueError")


def test_what_another_handler_kept_of_the_same_fault_is_not_repeated(log):
    logger, kept = log
    other = logging.StreamHandler(io.StringIO())
    logger.handlers.insert(0, other)
    try:
        failing()
    except ValueError:
        logger.exception("a page failed")
    assert CANARY in other.stream.getvalue()
    assert CANARY not in kept.getvalue()


def test_a_database_that_cannot_be_used_says_why(log):
    logger, kept = log
    logger.error("not kept", exc_info=OperationalError("disk I/O error"))
    assert "OperationalError: disk I/O error" in kept.getvalue()


@pytest.mark.parametrize("opens", ["/seen/IjEi:1abc:xyz", "/stream/WyJh:1abc:xyz"])
def test_an_address_that_opens_something_is_cut_short(log, opens):
    logger, kept = log
    logger.error("Internal Server Error: %s", opens)
    assert "xyz" not in kept.getvalue()
    assert opens[:6] in kept.getvalue()
