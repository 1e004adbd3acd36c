"""Maintenance from a browser: who has signed in, files on their way in, and commands that run beside the server."""
