"""Pictures of PDF pages with quoted words marked, drawn in processes of their own."""
