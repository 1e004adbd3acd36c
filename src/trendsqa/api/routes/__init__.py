"""The API's addresses, one file per subject; each holds a ``router`` and no decisions of its own."""
