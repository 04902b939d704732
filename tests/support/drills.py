"""A drill in which one listens, and its words, for tests that need one whatever is shipped."""

from overture.content.schema.drill import Drill

ITEM = "sister-moved-{}"
LISTENING = Drill.model_validate(
    {
        "schema": "drill/1",
        "id": "listening-in-tests",
        "version": "1",
        "order": 99,
        "title": "Saying it back",
        "reviewed_by": "nobody",
        "kind": "listening",
        "about": "Somebody tells you something.",
        "why": "Being heard is what most people want first.",
        "step": "Say back one thing that somebody tells you",
        "items": [
            {
                "id": ITEM.format(n),
                "hard": n % 5 + 1,
                "tells": "the missing under the fact",
                "text": f'Ilse, {60 + n}, at the bins: "My sister moved. It was every Sunday."',
                "heard": {
                    "happened": ["sister", "moved"],
                    "feels": ["miss", "lonel"],
                    "matters": ["together", "every sunday"],
                    "simple": "Your sister has moved away.",
                    "deeper": "You miss having someone who knew you before.",
                },
            }
            for n in range(10)
        ],
    }
)
