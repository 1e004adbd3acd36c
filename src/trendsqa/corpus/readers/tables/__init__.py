"""Rows of cells, from a workbook or a delimited file, to paragraphs and tables with their headers."""
