"""Follow-ups: a question that depends on earlier ones is completed from them, by rule."""
