"""Dateline: news reports of protests in, protest-event data that can be checked out."""
