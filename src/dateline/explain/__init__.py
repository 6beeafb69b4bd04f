"""Why an article was coded as it was: the steps of the pipeline once more, with all that they weighed."""

from dateline.explain.article import Extent, explain_kept, explain_passed_over, explain_refused

__all__ = ["Extent", "explain_kept", "explain_passed_over", "explain_refused"]
