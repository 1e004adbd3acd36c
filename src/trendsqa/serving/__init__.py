"""Serving over sockets: connections and their limits, stopping, and the log of the serving process."""
