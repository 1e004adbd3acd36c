"""``python -m trendsqa`` is the ``trendsqa`` command."""

from trendsqa.cli.main import main

if __name__ == "__main__":
    main()
