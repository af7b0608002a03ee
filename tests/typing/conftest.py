"""Leaves the program that mypy reads alone: pytest would import it for its doctests."""

collect_ignore = ["public_face.py"]
