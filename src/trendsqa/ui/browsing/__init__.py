"""The documents that are held, arranged for people who browse: trends, documents, rights and figures."""
