"""Guards about the form of a request itself: its name, its line in the log, its size and how its body is sent."""
