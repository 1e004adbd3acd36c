"""Training of the judge, from questions with passages that answer them and passages that do not."""
