"""Which kinds of situation somebody's own words are set in, by the places and people they name."""

import re
from collections.abc import Mapping

PLACES: Mapping[str, str] = {
    "counter": "shop shops till cashier cafe café coffee barista bakery supermarket market counter "
    "waiter waitress restaurant pub bar customer receipt queue barber hairdresser",
    "street": "street bus train tram underground tube station stranger strangers passer "
    "driver platform carriage park taxi ticket",
    "neighbour": "neighbour neighbours stairs stairwell lift parcel landing hallway upstairs "
    "downstairs flat corridor bins fence",
    "colleague": "colleague colleagues office kitchen canteen shift manager boss foreman ward "
    "staffroom workmate workmates depot warehouse crew rota",
    "meeting": "meeting meetings standup zoom presentation agenda minutes briefing handover "
    "conference teams",
    "interview": "interview interviews vacancy application applied recruiter",
    "study": "class classes school lecture lectures seminar course teacher tutor pupil student "
    "students exam library college university classmate classmates",
    "phone": "phone ring rang ringing call calls called calling voicemail dentist doctor gp "
    "surgery pharmacy chemist receptionist helpdesk landlord appointment hotline",
    "online": "message messages text texts texted chat emails email mail inbox reply "
    "replied online whatsapp thread typing dm comment",
    "official": "form forms council jobcentre passport registry embassy authority tax",
    "group": "party birthday wedding dinner lunch table group barbecue gathering guests feast "
    "funeral reception sunday family relatives aunt uncle cousins cousin grandmother in-laws",
    "club": "club choir rehearsal training evening band league mosque church temple "
    "allotment chess knitting walk walking hike volunteers volunteering gym pool",
    "friend": "friend friends mate mates sister brother mother father mum dad flatmate housemate "
    "partner husband wife daughter son",
    "dating": "date dates dating tinder hinge flirt flirting crush",
}
"""Words by which each kind of situation is known. One word stands for one kind."""

_KIND_OF = {word: family for family, words in PLACES.items() for word in words.split()}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def places_named(words: str) -> list[str]:
    """The kinds of situation that the words name, the most often named first; may be none."""
    named = [_KIND_OF[word] for word in _WORD.findall(words.lower()) if word in _KIND_OF]
    return sorted(dict.fromkeys(named), key=lambda family: -named.count(family))
