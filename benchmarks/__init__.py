"""Accuracy, speed and memory of cleantext beside other rules, on public data; see README.md."""
