"""How tests are shared out where several workers run them."""

from xdist.scheduler.loadscope import LoadScopeScheduling

BROWSER = "tests/browser/"
"""Everything that needs a Chromium stands here."""


class OneBrowser(LoadScopeScheduling):
    """Test by test to whoever is free, but all that needs a browser to one worker.

    The groups of xdist 3.8 are written to a name of a test that pytest 9 no longer reads, so that
    none of them holds.
    """

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else nodeid
