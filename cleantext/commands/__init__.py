"""The commands that have names: each in a file of its own, which is read when the command is called."""
