"""The pictures of the documentation: what they show, and the command that takes them."""
