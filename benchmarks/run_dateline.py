"""Start the ``dateline`` command with this Python, whatever is on the PATH."""

from dateline.cli import main

if __name__ == "__main__":
    main()
