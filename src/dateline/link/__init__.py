"""Which mentions tell of one event: what is compared, how much it weighs, and what follows for groups.

Nothing here knows where mentions are kept; ``dateline.store`` does.
"""
