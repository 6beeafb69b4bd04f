"""Shows records: in the terminal, as one page, as a report of many articles."""

from dateline.show.article_html import show_html
from dateline.show.report import report_html
from dateline.show.terminal import article_view, events_table, values_table

__all__ = ["article_view", "events_table", "report_html", "show_html", "values_table"]
