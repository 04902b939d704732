"""How Lighthouse marks the pages of a space that has been lived in."""
