"""Writes records out, and hides the names that must not leave."""
