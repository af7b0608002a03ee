"""Keeps Haystack from sending statistics of these tests to its makers."""

from __future__ import annotations

import os

os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
