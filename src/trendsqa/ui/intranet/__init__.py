"""The service in other people's pages and browsers: the widget's files and the search description."""
