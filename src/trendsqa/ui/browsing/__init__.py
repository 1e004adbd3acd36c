"""Views of what is held, for people who browse: trends, documents, rights and figures."""
