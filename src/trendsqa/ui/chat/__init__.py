"""The chat: a conversation, the Gradio page it is held on, and the frame of all pages around that page."""
