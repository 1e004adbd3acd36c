"""Guards that decide who may use the server: keys, identities, and keys that came by an address."""
