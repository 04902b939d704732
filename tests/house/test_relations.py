"""Rows point down the order of the apps, never up."""

import configparser

from django.apps import apps
from tests.support.house import ROOT


def order():
    """The data apps from the top down, as the contract on the server's rooms lists them."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    layers = contracts["importlinter:contract:server"]["layers"].split()
    labels = {app.name.rpartition(".")[2]: app.label for app in apps.get_app_configs()}
    return [labels[layer] for layer in layers if layer in labels]


def ours():
    return [m for m in apps.get_models() if m.__module__.startswith("overture.server.")]


def test_every_app_with_rows_has_its_place_in_the_order():
    assert {model._meta.app_label for model in ours()} <= set(order())


def test_foreign_keys_point_down_the_order():
    rank = {label: place for place, label in enumerate(order())}
    upward = [
        f"{model.__name__}.{field.name}"
        for model in ours()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation
        if rank[field.related_model._meta.app_label] < rank[model._meta.app_label]
    ]
    assert upward == []
