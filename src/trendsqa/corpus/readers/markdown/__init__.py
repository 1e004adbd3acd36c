"""The reader for Markdown: front matter, attribute markup, footnotes and the HTML in it."""
