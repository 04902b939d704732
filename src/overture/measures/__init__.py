"""Instruments and their scoring."""

from overture.measures.profile import (
    PROFILE,
    Profile,
    ProfileItem,
    read_profile,
)

__all__ = ["PROFILE", "Profile", "ProfileItem", "read_profile"]
