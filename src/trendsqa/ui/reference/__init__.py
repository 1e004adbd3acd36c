"""The API's description as people read it, made from its OpenAPI document."""
