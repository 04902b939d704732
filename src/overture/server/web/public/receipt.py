"""Behind the link of a message: what happened, what a helper may do, and "I have seen this"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from overture import safety
from overture.safety import alerts as words
from overture.server.safeguarding import alerts
from overture.server.safeguarding.permissions import event_of
from overture.server.web.public.lines import emergency_calls, ways
from overture.server.web.region import region_of
from overture.server.web.requests import anyone, now_of


@anyone
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Shown to whoever was sent the link. Only a press counts as seen, and it counts once.

    Opening alone changes nothing: programs that check mail open links too.
    """
    delivery = alerts.by_token(token, now_of(request))
    if delivery is None:
        return render(request, "public/receipt_over.html", status=410)
    if request.method == "POST":
        if "refuse" in request.POST:
            alerts.refuse(delivery=delivery, now=now_of(request))
            return render(request, "public/receipt_refused.html", {"who": delivery.contact.signed})
        alerts.seen(delivery=delivery, now=now_of(request))
        return redirect("seen", token=token)
    event = event_of(delivery.alert, delivery.contact)
    directory = safety.directory(region_of(request))
    page = {
        "event": event,
        "at": words.clock(event.at),
        "until": words.clock(event.until),
        "seen_at": words.clock(timezone.localtime(delivery.seen_at)) if delivery.seen_at else "",
        "ended": delivery.alert.ended_at is not None,
        "helper": words.helper(),
        "emergency": emergency_calls(directory),
        "ways": ways(directory)[:3],
        "directory": directory,
    }
    return render(request, "public/receipt.html", page)
