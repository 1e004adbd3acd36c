"""Follow-ups: a question that leans on earlier ones is completed from them, by rule."""
