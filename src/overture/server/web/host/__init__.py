"""Pages for the host of a group."""
