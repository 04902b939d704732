"""`overture alerts`: what is due is carried out, and what is shown names nobody."""

import json
import os
import subprocess
import sys

from tests.support.commands import environment, overture
from tests.support.mail import mail_server

RAISE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "overture.server.project.settings"
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.utils import timezone
from tests.support import factories
now = timezone.now()
ada = factories.member(name="Ada", now=now)
factories.alert(ada, factories.contact(ada, now=now), now=now, excerpt="Marmalade")
"""


def with_mail(box):
    return {
        "OVERTURE_SMTP_URL": f"smtp://127.0.0.1:{box.port}?tls=none",
        "OVERTURE_MAIL_FROM": "overture@example.org",
    }


def somebody_is_to_be_told(data):
    """A data folder in which Mia is to be told by Ada."""
    variables = environment(data, PYTHONPATH=os.pathsep.join(path for path in sys.path if path))
    subprocess.run([sys.executable, "-c", RAISE], env=variables, check=True, timeout=120)


def test_what_is_due_is_sent_and_then_nothing_is_due(tmp_path):
    somebody_is_to_be_told(tmp_path)
    with mail_server() as box:
        sent = overture("alerts", "run", "--json", data=tmp_path, **with_mail(box))
        again = overture("alerts", "run", data=tmp_path, **with_mail(box))
    assert json.loads(sent.stdout) == {"carried_out": 1, "now": {"sent": 1}}
    assert box.recipients == ["mia@example.org"]
    assert "Marmalade" in box.texts[0]
    assert again.stdout.decode().strip() == "Nothing is due."


def test_what_cannot_be_sent_ends_with_one_and_stays(tmp_path):
    somebody_is_to_be_told(tmp_path)
    with mail_server() as box:
        gone = with_mail(box)
    done = overture("alerts", "run", "--json", data=tmp_path, **gone)
    assert done.returncode == 1
    assert json.loads(done.stdout)["now"] == {"waiting": 1}
    shown = overture("alerts", "list", "--json", data=tmp_path)
    (row,) = json.loads(shown.stdout)["deliveries"]
    assert (row["status"], row["tries"], row["problem"]) == ("waiting", 1, "unreachable")
    assert "mia" not in shown.stdout.decode().lower()
    assert "marmalade" not in shown.stdout.decode().lower()
    table = overture("alerts", "list", data=tmp_path).stdout.decode()
    assert "waiting" in table


def test_an_empty_place_says_so(tmp_path):
    overture("manage", "migrate", "--verbosity", "0", data=tmp_path)
    assert b"Nobody was to be told" in overture("alerts", "list", data=tmp_path).stdout
