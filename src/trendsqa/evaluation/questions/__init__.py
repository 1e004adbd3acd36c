"""Questions with known answers, and the places that answer them."""
