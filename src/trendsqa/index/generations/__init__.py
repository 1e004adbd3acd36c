"""Generations on disk: their files, manifest, checksums and locks."""
