"""Guards between the network and every route, the chat's included: plain ASGI middleware, one file a guard."""
