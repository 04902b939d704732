"""Every address of the server."""

from django.urls import include, path

urlpatterns = [
    path("", include("overture.server.api.urls")),
    path("", include("overture.server.api.fhir.urls")),
    # the member's plan stands under help, where the public address of a country would take it
    path("", include("overture.server.web.member.urls")),
    path("", include("overture.server.web.clinician.urls")),
    path("", include("overture.server.web.operator.urls")),
    path("", include("overture.server.web.account.urls")),
    path("", include("overture.server.web.supporter.urls")),
    path("", include("overture.server.web.public.urls")),
    path("", include("overture.server.web.host.urls")),
]

handler400 = "overture.server.web.public.failures.not_read"
handler403 = "overture.server.web.public.failures.nobody_here"
handler404 = "overture.server.web.public.failures.not_found"
handler429 = "overture.server.web.public.failures.too_many"
handler500 = "overture.server.web.public.failures.our_fault"
