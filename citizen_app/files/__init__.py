"""Files that people send: cleaned pictures, and the place where they are stored."""
