"""The frame around every page: header, footer, language, policy, errors, and the files that pages ask for."""
