"""Which rows of this app belong into a member's copy of everything."""

from overture.server.conversations.export import Table
from overture.server.groups.models import (
    Appeal,
    Block,
    EveningRating,
    LookInYes,
    Membership,
    Nod,
    Pair,
    Post,
    Presence,
    PutAway,
    Report,
    TaskPair,
    WeekAnswered,
)

TABLES = (
    Table("groups", Membership, "member"),
    Table("group_posts", Post, "by__member"),
    Table("group_pairs", Pair, "one__member"),
    Table("group_pairs_as_the_other", Pair, "other__member"),
    Table("group_pairs_on_a_task", TaskPair, "one__member"),
    Table("group_pairs_on_a_task_as_the_other", TaskPair, "other__member"),
    Table("group_ready_replies", Nod, "by__member"),
    Table("group_posts_put_away", PutAway, "by__member"),
    Table("group_here", Presence, "membership__member"),
    Table("group_evenings", EveningRating, "membership__member"),
    Table("group_weeks_answered", WeekAnswered, "membership__member"),
    Table("group_reports", Report, "by__member"),
    Table("group_blocks", Block, "by__member"),
    Table("group_second_looks", Appeal, "by__member"),
    Table("group_looking_in", LookInYes, "membership__member"),
)
