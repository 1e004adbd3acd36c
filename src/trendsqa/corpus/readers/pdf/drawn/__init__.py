"""Letters and rules that the pages of a PDF draw: words, lines turned upright, raised figures."""
