"""Gate before Gradio's server: what the chat's page asks for passes, and nothing else."""
