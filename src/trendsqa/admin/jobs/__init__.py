"""Commands of trendsqa that run beside the server, one at a time, with what they say."""
