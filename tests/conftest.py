"""The Hypothesis profiles: `dev` is quick and the default; HYPOTHESIS_PROFILE=ci and =thorough look further.

`dev` and `ci` try the same examples every time, so that a commit is judged the same whenever it is judged; `thorough`
goes on looking for new ones.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

EXAMPLES = {"dev": 40, "ci": 100, "thorough": 5000}

for name, examples in EXAMPLES.items():
    settings.register_profile(
        name,
        max_examples=examples,
        deadline=None,  # machines are noisy, and no property here is about seconds
        derandomize=name != "thorough",
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
