"""What happens is written where it happens: no signal does business behind somebody's back."""

import re

from django.db.models import signals
from tests.support.house import SOURCE, modules

ALLOWED: frozenset[str] = frozenset()
SIGNALS = ("pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed")
CONNECTS = re.compile(r"@receiver\b|\b(?!self\b)\w+\.connect\(|django\.dispatch|models\.signals")


def test_no_module_connects_a_signal():
    found = [m.name for m in modules(SOURCE / "server") if CONNECTS.search(m.read_text("utf-8"))]
    assert set(found) <= ALLOWED


def test_no_model_signal_has_a_receiver():
    heard = {name: getattr(signals, name).receivers for name in SIGNALS}
    assert {name: receivers for name, receivers in heard.items() if receivers} == {}
