"""The pages for maintainers: signing in, sources, builds, generations and feedback, by forms alone."""
