"""The commands, one module each; ``cli`` gives them their arguments."""
