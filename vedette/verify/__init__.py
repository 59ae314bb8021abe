"""The second program: check a plan or a roster again, trusting no one.

In go a plan (or a drawn roster) and the theatre copy beside it; out comes the plan's
certificate, computed afresh, or one error that names everything that is wrong.
The rules come from ``docs/theory/moves.md`` and ``limits.md``, the numbers from
``numbers.md`` beside them; nothing here is shared with the rooms that make plans, so a
fault there shows here.
"""

from vedette.verify.plan import verify_plan
from vedette.verify.roster import list_broken_rules, verify_roster

__all__ = ["list_broken_rules", "verify_plan", "verify_roster"]
