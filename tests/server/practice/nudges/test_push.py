"""A nudge in a browser: only that browser can open it, and who sent it can be checked."""

import json
from functools import partial

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from django.urls import reverse
from tests.support.nudging import MINUTE, NINE, sent_to, wants
from tests.support.push import Browser, claims_of, packed, push_service, unpacked

from overture.server.practice.models import NudgeDelivery, Nudging, PushSubscription
from overture.server.practice.nudges import addresses, deciding, delivering, push
from overture.server.safeguarding import sending
from overture.server.safeguarding.sending import NotSentError

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(monkeypatch):
    """A push service under a public name, and how to post to it."""
    with push_service() as running:
        monkeypatch.setattr(sending, "is_public", lambda _address: True)
        yield running


@pytest.fixture
def browser():
    return Browser()


def takes(member, browser, service, name="a"):
    return addresses.add_browser(
        member=member,
        endpoint=service.address(name),
        p256dh=packed(browser.point),
        auth=packed(browser.secret),
        now=NINE,
    )


def run(service, at=NINE):
    found = {"context": service.trusting, "resolve": lambda _host, _port: ["127.0.0.1"]}
    way = {"push": partial(delivering.push, **found)}
    return delivering.run_due(clock=lambda: at, by="push", deliver=way)


def decided(member, browser, service):
    wants(member, email="")
    takes(member, browser, service)
    deciding.decide_due(clock=lambda: NINE, seeds=lambda: 7)
    return sent_to(member)[0]


def test_a_message_is_sealed_as_the_example_of_rfc_8291_is():
    once = ec.derive_private_key(
        int.from_bytes(unpacked("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")), push.CURVE
    )
    to = push.Browser(
        "https://push.example.net",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
    )
    said = b"When I grow up, I want to be a watermelon"
    body = push.sealed(said, to, once=once, salt=unpacked("DGv6ra1nlYgDCS1FRnbzlw"))
    assert packed(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWA"
        "mS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxs"
        "j_Qulcy4a-fN"
    )


@pytest.mark.requirement(7)
def test_b10_a_browser_opens_what_was_sent_and_nobody_on_the_way_can(ada, browser, service):
    one = decided(ada, browser, service)
    run(service)
    ((path, headers, body),) = service.taken
    assert path == "/push/a"
    said = json.loads(browser.opened(body))
    assert said == {
        "title": "Overture",
        "body": "Something you asked for",
        "to": f"/nudges/{one.pk}",
        "tag": str(one.pk),
    }
    assert b"Overture" not in body
    assert b"nudges" not in body
    with pytest.raises(InvalidTag):
        Browser().opened(body)
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["TTL"] == str(2 * 3600 - 60)  # until the window ends at eleven
    assert headers["Topic"] == one.pk.hex
    assert one.deliveries.get().status == "sent"


def test_the_sender_signs_with_the_key_that_the_page_shows(
    ada, ada_client, browser, service, settings
):
    settings.OVERTURE_ADDRESS = "https://overture.example"
    decided(ada, browser, service)
    run(service)
    claims = claims_of(service.taken[0][1]["Authorization"])
    assert claims["aud"] == service.address().removesuffix("/push/a")
    assert 0 < claims["exp"] - NINE.timestamp() <= 24 * 3600
    assert claims["sub"] == "https://overture.example"
    page = ada_client.get(reverse("nudges")).content.decode()
    assert f'data-push="{claims["k"]}"' in page


def test_length_tells_nothing(ada, di, service):
    first, second = Browser(), Browser()
    for member, one, words in ((ada, first, "x"), (di, second, "w" * 60)):
        wants(member, email="", lock="own", words=words, words_heard=True)
        takes(member, one, service, name=words[:1])
    deciding.decide_due(clock=lambda: NINE, seeds=lambda: 7)
    run(service)
    assert len({len(body) for _, _, body in service.taken}) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_took_its_yes_back_is_forgotten_and_the_page_says_so(
    ada, ada_client, browser, service, status
):
    decided(ada, browser, service)
    service.status = status
    run(service)
    assert not PushSubscription.objects.exists()
    delivery = NudgeDelivery.objects.get()
    assert (delivery.status, delivery.problem) == ("failed", "gone")
    assert "A browser took its yes back" in ada_client.get(reverse("nudges")).content.decode()
    takes(ada, browser, service)
    assert Nudging.objects.get().push_lost_at is None


@pytest.mark.parametrize(("status", "tries"), [(503, 3), (429, 3), (413, 1), (302, 1), (403, 1)])
def test_a_service_that_is_busy_is_tried_again_soon_and_one_that_refuses_is_not(
    ada, browser, service, status, tries
):
    decided(ada, browser, service)
    service.status = status
    for minute in range(20):
        run(service, NINE + minute * MINUTE)
    assert len(service.taken) == tries
    assert NudgeDelivery.objects.get().problem == "refused"
    assert PushSubscription.objects.exists()


def test_an_endpoint_inside_this_network_is_never_posted_to(ada, browser, service, monkeypatch):
    monkeypatch.undo()
    decided(ada, browser, service)
    run(service)
    assert service.taken == []
    assert NudgeDelivery.objects.get().problem == "not_allowed"


def test_every_browser_of_a_member_gets_it_once(ada, browser, service):
    wants(ada, email="")
    others = [Browser() for _ in range(2)]
    for n, one in enumerate(others):
        takes(ada, one, service, name=str(n))
    deciding.decide_due(clock=lambda: NINE, seeds=lambda: 7)
    for minute in range(3):
        run(service, NINE + minute * MINUTE)
    assert sorted(path for path, _, _ in service.taken) == ["/push/0", "/push/1"]


def test_a_browser_has_one_owner_and_the_last_who_said_yes_is_it(ada, di, browser, service):
    takes(ada, browser, service)
    takes(di, browser, service)
    takes(di, browser, service)
    assert [one.member for one in PushSubscription.objects.all()] == [di]


@pytest.mark.parametrize(
    ("endpoint", "p256dh", "auth"),
    [
        ("http://push.example.org/a", "A" * 87, "A" * 22),
        ("https://me:you@push.example.org/a", "A" * 87, "A" * 22),
        ("file:///etc/passwd", "A" * 87, "A" * 22),
        ("https://push.example.org/" + "a" * 1000, "A" * 87, "A" * 22),
        ("https://push.example.org/a", "A" * 20, "A" * 22),
        ("https://push.example.org/a", "A" * 87, "ключ"),
    ],
)
def test_what_no_browser_would_say_is_not_kept(ada, endpoint, p256dh, auth):
    with pytest.raises(ValueError, match=r"browser|base64"):
        addresses.add_browser(member=ada, endpoint=endpoint, p256dh=p256dh, auth=auth, now=NINE)
    assert not PushSubscription.objects.exists()


def test_the_page_takes_a_browser_in_and_lets_it_go(ada, ada_client, di_client, browser, service):
    keys = {"endpoint": service.address(), "p256dh": packed(browser.point)}
    keys["auth"] = packed(browser.secret)
    ada_client.post(reverse("nudges_browser"), keys)
    (kept,) = PushSubscription.objects.filter(member=ada)
    assert kept.endpoint_hash in ada_client.get(reverse("nudges")).content.decode()
    assert di_client.post(reverse("nudges_browser"), {"remove": str(kept.pk)}).status_code == 404
    assert PushSubscription.objects.filter(member=ada).exists()
    ada_client.post(reverse("nudges_browser"), {"remove": str(kept.pk)})
    assert not PushSubscription.objects.exists()
    answer = ada_client.post(reverse("nudges_browser"), {**keys, "auth": "short"})
    assert answer.status_code == 422
    assert "did not work with this browser" in answer.content.decode()


def test_a_fault_carries_no_address(service, browser):
    service.status = 500
    to = push.Browser(service.address(), packed(browser.point), packed(browser.secret))
    with pytest.raises(NotSentError) as raised:
        push.send(
            to,
            {"body": "marmalade"},
            topic="t",
            now=NINE,
            until=NINE + MINUTE,
            context=service.trusting,
            resolve=lambda _host, _port: ["127.0.0.1"],
        )
    assert str(raised.value) == "refused"
