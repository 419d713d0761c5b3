"""How fast Descent's engine trains, measured side by side with what one would use otherwise."""
