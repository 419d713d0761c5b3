"""The wall of a class: what every student trains just now, told to the whole class by one look at the book."""
