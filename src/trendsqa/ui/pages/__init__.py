"""One module for each of the plain pages, or for several that show the same thing."""
