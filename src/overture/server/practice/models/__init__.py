"""The rows of practice: steps, attempts and what is learned from them."""

from overture.server.practice.models.agreed import Agreement
from overture.server.practice.models.anchors import Anchor, CalendarFeed, Occasion
from overture.server.practice.models.attempts import Attempt, Outcome, Prediction, Rerating, Review
from overture.server.practice.models.course import (
    CourseAnswer,
    CourseChoice,
    CourseTick,
    QuietPlan,
)
from overture.server.practice.models.drills import DrillAnswer, DrillSitting
from overture.server.practice.models.goals import DailyGoal
from overture.server.practice.models.ladder import Step
from overture.server.practice.models.learned import Learned, PackedHistory, SharingChoice
from overture.server.practice.models.logs import Asked, FeltWord, Interaction, LogChoice
from overture.server.practice.models.noticed import Answer, Away
from overture.server.practice.models.nudges import (
    Nudge,
    NudgeDelivery,
    Nudging,
    PushSubscription,
)
from overture.server.practice.models.plans import Day, Plan
from overture.server.practice.models.thoughts import (
    Thought,
    ThoughtExamined,
    ThoughtFriend,
    ThoughtKept,
    ThoughtReadings,
    ThoughtTest,
)
from overture.server.practice.models.told_again import ToldAgain
from overture.server.practice.models.values import (
    SortedValue,
    StepValue,
    ValueRated,
    ValueSides,
    ValueSort,
)

__all__ = [
    "Agreement",
    "Anchor",
    "Answer",
    "Asked",
    "Attempt",
    "Away",
    "CalendarFeed",
    "CourseAnswer",
    "CourseChoice",
    "CourseTick",
    "DailyGoal",
    "Day",
    "DrillAnswer",
    "DrillSitting",
    "FeltWord",
    "Interaction",
    "Learned",
    "LogChoice",
    "Nudge",
    "NudgeDelivery",
    "Nudging",
    "Occasion",
    "Outcome",
    "PackedHistory",
    "Plan",
    "Prediction",
    "PushSubscription",
    "QuietPlan",
    "Rerating",
    "Review",
    "SharingChoice",
    "SortedValue",
    "Step",
    "StepValue",
    "Thought",
    "ThoughtExamined",
    "ThoughtFriend",
    "ThoughtKept",
    "ThoughtReadings",
    "ThoughtTest",
    "ToldAgain",
    "ValueRated",
    "ValueSides",
    "ValueSort",
]
