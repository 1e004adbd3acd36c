"""Learning of when to stop: the confidence and the kinds of input."""
