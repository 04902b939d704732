"""What the API takes and gives, as a page; `python -m tests.support.api_page` writes it down."""

import os
from collections.abc import Iterator, Mapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "overture.server.project.settings")

import django

django.setup()

from overture.server.accounts.tokens import SCOPES  # noqa: E402 - needs apps
from overture.server.api.description import PROBLEMS, description, scopes  # noqa: E402
from tests.support.house import ROOT  # noqa: E402

PAGE = ROOT / "docs" / "reference" / "api.md"

HEAD = """# What the API takes and gives

Made by `python -m tests.support.api_page` from the description that the server itself gives at
`/api/v1/openapi.json`; not written by hand. How to begin: [use the API](../how-to/use-the-api.md).

Every request carries `Authorization: Bearer ovt_…`. What writes carries an `Idempotency-Key` too.
`Overture-Zone` names the member’s zone. Lists take `limit` and `after`, and answer with `items` and
`next`. A field with a mark (*) has to be sent.
"""


def page() -> str:
    """The whole page."""
    found = description()
    return "\n".join(
        [
            HEAD,
            *_scopes(),
            *_operations(found),
            *_shapes(found["components"]["schemas"]),
            *_problems(),
        ]
    )


def _scopes() -> Iterator[str]:
    yield "## What can be ticked for a key\n"
    yield from (f"- `{scope}`: {words}." for scope, words in SCOPES.items())
    yield ""


def _operations(found: Mapping[str, Any]) -> Iterator[str]:
    yield "## Addresses\n"
    yield "| | address | needs | sends | gets |"
    yield "|---|---|---|---|---|"
    needs = scopes()
    for path, methods in found["paths"].items():
        for verb, one in methods.items():
            scope = needs[one["operationId"]]
            sends = _shape(one.get("requestBody", {}).get("content", {}))
            status, good = next((s, r) for s, r in one["responses"].items() if int(s) < 300)
            gets = f"{status} {_shape(good.get('content', {}))}".strip()
            ticked = f"`{scope}`" if scope else "any key"
            yield f"| {verb.upper()} | `{path}` | {ticked} | {sends} | {gets} |"
    yield ""
    for path, methods in found["paths"].items():
        for verb, one in methods.items():
            yield f"- **{verb.upper()} {path}**: {' '.join(one['description'].split())}"
    yield ""


def _shape(content: Mapping[str, Any]) -> str:
    schema = content.get("application/json", {}).get("schema", {})
    return _kind(schema) if schema else ""


def _shapes(schemas: Mapping[str, Any]) -> Iterator[str]:
    yield "## Shapes\n"
    for name, schema in sorted(schemas.items()):
        if "properties" in schema and not name.startswith("Page_"):
            yield f"### {name}\n"
            if schema.get("description"):
                yield f"{' '.join(schema['description'].split())}\n"
            needed = set(schema.get("required", ()))
            for field, kind in schema["properties"].items():
                mark = "*" if field in needed else ""
                words = f": {kind['description']}" if kind.get("description") else ""
                yield f"- `{field}`{mark} {_kind(kind)}{words}"
            yield ""


def _kind(schema: Mapping[str, Any]) -> str:
    """A shape in a few words."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rsplit("/", 1)[-1]
        return f"page of {name[5:-1]}" if name.startswith("Page_") else name
    for several in ("anyOf", "allOf"):
        if several in schema:
            return " or ".join(_kind(one) for one in schema[several])
    if "enum" in schema:
        return " or ".join(f"`{value}`" if value else "empty" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    return _plain(schema)


def _plain(schema: Mapping[str, Any]) -> str:
    kind = str(schema.get("format") or schema.get("type", "anything"))
    if "minimum" in schema and "maximum" in schema:
        return f"{kind} from {schema['minimum']} to {schema['maximum']}"
    return f"{kind}, {schema['maxLength']} letters at most" if "maxLength" in schema else kind


def _problems() -> Iterator[str]:
    yield "## What can go wrong\n"
    yield "Problems are `application/problem+json` (RFC 9457), shape Problem.\n"
    yield from (f"- {status}: {words}" for status, words in PROBLEMS.items())
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
