"""A FHIR client library of others reads a member's record over HTTP, with strict models of R4."""

import warnings

import pytest
from tests.support import factories
from tests.support.programs import key_for

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what the library does with its own dependencies
    from fhirclient import client as fhir
    from fhirclient import server as fhir_server
    from fhirclient.models import goal, observation, patient

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reader(live_server, ada):
    """The library's client with a key of Ada's."""
    factories.record(ada, 5)
    made = fhir.FHIRClient(settings={"app_id": "tests", "api_base": f"{live_server.url}/fhir"})
    made.server.session.headers["Authorization"] = f"Bearer {key_for(ada)}"
    made.server.session.trust_env = False
    yield made.server
    made.server.session.close()


def test_a_client_library_reads_whose_record_it_is_and_what_happened(reader, ada):
    assert reader.capabilityStatement.fhirVersion == "4.0.1"
    assert patient.Patient.read(str(ada.pk), reader).name[0].text == "Ada"
    asked = observation.Observation.where({"patient": str(ada.pk), "_count": "2"})
    seen = list(asked.perform_resources_iter(reader))
    assert len({one.id for one in seen}) == len(seen) == 5
    felt = [
        part.valueInteger
        for one in seen
        for part in one.component
        if part.code.coding[0].code == "felt-anxiety"
    ]
    assert felt == [4] * 5
    goals = goal.Goal.where({}).perform_resources_iter(reader)
    assert {one.lifecycleStatus for one in goals} == {"completed"}


def test_a_client_library_is_told_that_there_is_nothing(reader):
    with pytest.raises(fhir_server.FHIRNotFoundException):
        patient.Patient.read("00000000-0000-4000-8000-000000000000", reader)
