"""Documents: a source's text with exact offsets, its outline and its briefs."""
