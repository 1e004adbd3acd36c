"""The media types that are read, with their words and file endings."""

__all__ = [
    "CSV",
    "DOCX",
    "EMAIL",
    "ENDINGS",
    "HTML",
    "MARKDOWN",
    "NAMES",
    "ODT",
    "PDF",
    "PLAIN_TEXT",
    "PPTX",
    "RTF",
    "SUPPORTED",
    "TSV",
    "XLSX",
]

PDF = "application/pdf"
HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN_TEXT = "text/plain"
CSV = "text/csv"
TSV = "text/tab-separated-values"
EMAIL = "message/rfc822"
RTF = "application/rtf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"

NAMES = {
    PDF: "a PDF",
    HTML: "an HTML page",
    MARKDOWN: "Markdown",
    PLAIN_TEXT: "plain text",
    CSV: "a table in text (CSV)",
    TSV: "a table in text (TSV)",
    EMAIL: "an email (EML)",
    RTF: "a rich text file (RTF)",
    DOCX: "a Word document (DOCX)",
    XLSX: "an Excel workbook (XLSX)",
    PPTX: "a PowerPoint presentation (PPTX)",
    ODT: "an OpenDocument text (ODT)",
}
ENDINGS = {
    ".pdf": PDF,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".txt": PLAIN_TEXT,
    ".text": PLAIN_TEXT,
    ".csv": CSV,
    ".tsv": TSV,
    ".tab": TSV,
    ".eml": EMAIL,
    ".rtf": RTF,
    ".docx": DOCX,
    ".docm": DOCX,
    ".dotx": DOCX,
    ".xlsx": XLSX,
    ".xlsm": XLSX,
    ".xltx": XLSX,
    ".pptx": PPTX,
    ".pptm": PPTX,
    ".ppsx": PPTX,
    ".odt": ODT,
    ".ott": ODT,
}
SUPPORTED = "PDF, DOCX, XLSX, PPTX, ODT, RTF, HTML, Markdown, CSV, email (EML) or plain text"
