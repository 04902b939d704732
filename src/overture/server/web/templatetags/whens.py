"""When something was, as one would say it."""

from datetime import datetime

from django import template
from django.utils import timezone

from overture.server.web.words import day_words

register = template.Library()


@register.filter
def when(at: datetime) -> str:
    """ "today, 13:20", "yesterday", "Friday", "12 May": by the reader's own clock."""
    there, today = timezone.localtime(at), timezone.localdate()
    words = day_words(there.date(), today)
    return f"{words}, {there:%H:%M}" if there.date() == today else words
