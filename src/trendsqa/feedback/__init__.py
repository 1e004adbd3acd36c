"""Feedback on answers: what people choose to send, kept beside the index and nowhere else."""
