"""What this server can do, as FHIR asks a server to say it (CapabilityStatement)."""

from typing import Any, Final

from overture import __version__
from overture.server.api.fhir.reading import KINDS

SINCE: Final = "2026-11-22"
PARAMETERS: Final[tuple[tuple[str, str, str], ...]] = (
    ("_id", "token", "The id of the resource."),
    ("patient", "reference", "Whose it is; a key reads its own member alone."),
)
EXPORT: Final = "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/patient-export"
SECURITY: Final = (
    "A key that the member made under Settings, sent as Authorization: Bearer. It reads that "
    "member alone, and the types that the member ticked."
)


def statement(base: str) -> dict[str, Any]:
    """The statement of a server that stands at `base`."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": SINCE,
        "kind": "instance",
        "software": {"name": "Overture", "version": __version__},
        "implementation": {"description": "A member’s own record, to read", "url": base},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json", "json"],
        "rest": [
            {
                "mode": "server",
                "security": {"description": SECURITY},
                "resource": [_resource(name) for name in KINDS],
            }
        ],
    }


def _resource(name: str) -> dict[str, Any]:
    known = [one for one in PARAMETERS if one[0] != "patient" or KINDS[name].is_of_somebody]
    export = {"operation": [{"name": "export", "definition": EXPORT}]}
    return {
        "type": name,
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "versioning": "no-version",
        "searchParam": [
            {"name": code, "type": kind, "documentation": words} for code, kind, words in known
        ],
        **(export if name == "Patient" else {}),
    }
