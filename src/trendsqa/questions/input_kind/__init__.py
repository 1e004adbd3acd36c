"""What kind of input a text is: a question to the collection, or something else that people type."""
