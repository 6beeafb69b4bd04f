"""``dateline doctor``: what is wrong with an installation or a machine, and how to mend it."""

from dateline.commands.doctor.diagnosis import checks, diagnose, report, text_line, worst
from dateline.commands.doctor.finding import Finding, Verdict

__all__ = ["Finding", "Verdict", "checks", "diagnose", "report", "text_line", "worst"]
