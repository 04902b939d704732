"""Every address of the server, found in the URL map rather than listed by hand."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

SAMPLES: Mapping[str, str] = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "uuidstr": "00000000-0000-4000-8000-000000000000",
    "slug": "neighbour-parcel",
    "string": "neighbour-parcel",
    "int": "1",
    "path": "nowhere/at/all",
}


def _kind(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").lower()


@dataclass(frozen=True)
class Route:
    """One address: its name, its view, and the kind of each of its arguments."""

    name: str
    view: Callable[..., Any]
    arguments: Mapping[str, str]

    @property
    def policy(self) -> str | None:
        """Who may open it, as its view says."""
        return getattr(self.view, "policy", None)

    def address(self, **known: object) -> str:
        """Where it is, with sample values for arguments that are not given."""
        values = {
            argument: str(known.get(argument, SAMPLES[kind]))
            for argument, kind in self.arguments.items()
        }
        return reverse(self.name, kwargs=values)


def routes(resolver: URLResolver | None = None) -> Iterator[Route]:
    """Every route of the server."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry)
        elif isinstance(entry, URLPattern):
            kinds = {
                argument: _kind(converter)
                for argument, converter in entry.pattern.converters.items()
            }
            yield Route(entry.name or str(entry.pattern), entry.callback, kinds)
