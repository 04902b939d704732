"""Where the model starts for a member: the shipped weak prior, shifted by six taps."""

from overture import learning
from overture.server.accounts.models import Member
from overture.server.assessments.services import profile_of


def prior_of(member: Member) -> learning.Prior:
    """The prior that the member's short profile gives."""
    return learning.weak_prior(profile_of(member).anxiety)
