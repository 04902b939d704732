"""The population fit beside its peers, which live in an environment of their own."""
