"""``python -m dateline``."""

if __name__ == "__main__":
    # Not above: workers import this module, and have no use for the command line.
    from dateline.cli import main

    main()
