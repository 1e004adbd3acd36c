"""The HTTP API, version 1: JSON in and out over one ``Answering``."""
