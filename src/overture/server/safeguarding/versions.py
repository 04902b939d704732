"""Plans that a member writes: every version is kept whole, and the latest is the one in use."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.db.models import Model

from overture.server.accounts.models import Member

Row = TypeVar("Row", bound=Model)


def add(
    kind: type[Row],
    *,
    member: Member,
    fields: Sequence[str],
    words: Mapping[str, str],
    key: UUID,
    now: datetime,
) -> tuple[Row, bool]:
    """Keep a new version, in a transaction of the caller's; and whether it is a new one.

    Words as they were make none, and so a form sent twice counts once. A form that was gone back to
    and sent with other words keeps those too.
    """
    Member.objects.select_for_update().get(pk=member.pk)  # two tabs keep one after the other
    rows: Any = kind._default_manager.filter(member=member)  # noqa: SLF001 - Django's own name
    latest, same = rows.first(), rows.filter(key=key).first()
    told = {name: words.get(name, "") for name in fields}
    for kept in (latest, same):
        if kept and all(getattr(kept, name) == told[name] for name in fields):
            return kept, False
    number = latest.number + 1 if latest else 1
    given = uuid5(key, str(number)) if same else key
    return rows.create(member=member, number=number, key=given, at=now, **told), True


def changed(before: object, words: Mapping[str, str], fields: Sequence[str]) -> tuple[str, ...]:
    """What stands in `words` and did not stand so in the version before, if there was one."""
    return tuple(
        words[name]
        for name in fields
        if words.get(name) and getattr(before, name, "") != words[name]
    )


def says_anything(plan: object, fields: Sequence[str]) -> bool:
    """Whether there is a plan with anything in it."""
    return any(getattr(plan, name, "") for name in fields)
