"""Description of the API beyond what FastAPI makes of the routes: examples, headers and security schemes."""
