"""Django's SQLite, with a shorter wait between two tries for the right to write."""
