"""Layout of untagged PDF pages: lines, columns, tables, notes and blocks, from the places of their letters."""
