"""The group of commands ``trendsqa index``."""
