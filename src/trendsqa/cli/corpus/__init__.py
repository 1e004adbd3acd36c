"""The group of commands ``trendsqa corpus``."""
