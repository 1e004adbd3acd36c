"""The group of commands ``trendsqa models``."""
