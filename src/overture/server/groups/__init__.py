"""Groups and pairs: people who meet people here, with a host who looks after them."""
