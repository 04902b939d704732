"""Kinds of situation, and the steps that the library has for each."""

from typing import Any

from ninja import Router

from overture.content import scenes
from overture.content.families import FAMILIES
from overture.content.schema.scene import Scene
from overture.server.api import shapes
from overture.server.api.paging import Page, whole
from overture.server.api.requests import ApiRequest, Needs

router = Router(tags=["Steps"])


@router.get(
    "/situations",
    auth=Needs("read:steps"),
    response=Page[shapes.Situation],
    operation_id="situations",
    url_name="situations",
)
def situations(request: ApiRequest) -> dict[str, Any]:
    """Situations that people practise here, each with small steps in life, the smallest first."""
    del request
    return whole([_read(scene) for scene in scenes().values()])


def _read(scene: Scene) -> shapes.Situation:
    return shapes.Situation(
        id=scene.id,
        family=scene.family,
        title=scene.title,
        kinds=FAMILIES[scene.family].kinds,
        steps=[
            shapes.SituationStep(
                library_id=f"{scene.id}/{step.id}",
                title=step.title,
                words=step.words,
                counts_if=step.counts_if,
            )
            for step in scene.real_steps
        ],
    )
