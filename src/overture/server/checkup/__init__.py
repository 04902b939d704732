"""Whether an installation is sound: what `overture doctor` and the operator's page look at.

`program` needs no database and no settings; `installation` reads both.
"""

from overture.server.checkup.look import Look, State

__all__ = ["Look", "State"]
