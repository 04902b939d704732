"""Overture among the apps of a phone: the manifest, the service worker, and whose a page is."""

import json
import re

from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from tests.support.house import STATIC, TEMPLATES

from overture.server.web.public.release import release


def worker():
    return Client().get(reverse("service_worker")).content.decode()


def named_in(script, name):
    return json.loads(re.search(rf"const {name} = (\[.*?\]);", script).group(1))


def test_the_manifest_leads_to_pages_and_pictures_that_are_there():
    answer = Client().get(reverse("manifest"))
    manifest = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert Client().get(manifest["start_url"]).status_code == 200
    for icon in manifest["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}


def test_shortcuts_lead_to_today_help_and_breathing(ada_client):
    manifest = json.loads(Client().get(reverse("manifest")).content)
    addresses = [shortcut["url"] for shortcut in manifest["shortcuts"]]
    assert addresses == [reverse("today"), reverse("help"), reverse("breathe")]
    assert {ada_client.get(address).status_code for address in addresses} == {200}


def test_the_script_for_no_connection_may_stand_for_the_whole_site_and_keeps_what_exists():
    answer = Client().get(reverse("service_worker"))
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Cache-Control"] == "no-cache"
    kept = named_in(worker(), "KEPT")
    assert {reverse("help"), reverse("breathe"), reverse("settle"), reverse("away")} <= set(kept)
    for address in kept:
        if address.startswith("/static/"):
            assert finders.find(address.removeprefix("/static/")), address
        else:
            assert Client().get(address).status_code == 200, address


def test_words_are_read_by_one_voice_that_is_loaded_before_whatever_reads():
    scripts = {path.name: path.read_text("utf-8") for path in STATIC.glob("*.js")}
    assert [name for name, text in scripts.items() if "getVoices" in text] == ["own-voice.js"]
    reading = {name for name, text in scripts.items() if "ownVoice()" in text} - {"own-voice.js"}
    assert len(reading) == 3
    for page in TEMPLATES.rglob("*.html"):
        loaded = re.findall(r"static '([\w-]+\.js)'", page.read_text("utf-8"))
        for name in reading & set(loaded):
            assert "own-voice.js" in loaded[: loaded.index(name)], page.name


def test_what_is_the_same_for_everybody_is_kept_apart_from_what_is_a_members():
    script = worker()
    for name in ("steps", "record", "waiting", "safety_plan"):
        assert reverse(name) not in named_in(script, "KEPT")
    assert reverse("cue") not in named_in(script, "KEPT")
    assert f'"{reverse("cue")}"' not in script


def test_a_new_release_is_a_new_script(monkeypatch):
    before = worker()
    assert f'"{release()}"' in before
    monkeypatch.setattr("overture.server.web.public.release.__version__", "0.0.0-other")
    release.cache_clear()
    assert worker() != before
    monkeypatch.undo()
    release.cache_clear()
    assert worker() == before


def test_every_page_says_whose_it_is_without_saying_who(ada, ada_client, di_client):
    adas = ada_client.get(reverse("today")).headers["Overture-Space"]
    assert ada_client.get(reverse("steps")).headers["Overture-Space"] == adas
    assert di_client.get(reverse("today")).headers["Overture-Space"] not in {adas, "nobody"}
    assert Client().get(reverse("help")).headers["Overture-Space"] == "nobody"
    assert str(ada.pk) not in adas


def test_what_waits_is_erased_with_everything_else(ada_client):
    answer = ada_client.post(reverse("erase"))
    assert answer.headers["Overture-Space"] == "erased"


def test_the_page_for_no_connection_holds_nothing_of_anybody(ada_client):
    assert "Cue is away meanwhile" in Client().get(reverse("away")).content.decode()
