"""What people see: the chat and the plain pages. Both hold an Assistant and nothing lower."""
