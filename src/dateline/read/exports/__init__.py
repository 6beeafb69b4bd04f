"""Exports of news databases: one file, many articles, cut apart by the layout of each database."""
