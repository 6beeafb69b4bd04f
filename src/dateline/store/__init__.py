"""A project's articles, records, decisions and events in one database: a file of SQLite, or PostgreSQL.

Ask its modules for what they hold: this page loads none of them, for databases take time to load and most
runs use none.
"""
