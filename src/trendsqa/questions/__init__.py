"""Questions: text and history go in, one frozen ``Question`` comes out, and nothing after it reads the text again."""
