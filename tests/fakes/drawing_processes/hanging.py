"""Reads nothing, says nothing and never ends."""

import time

time.sleep(600)
