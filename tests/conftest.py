"""Hypothesis runs the same examples everywhere; a failure prints how to run it again."""

from hypothesis import HealthCheck, settings

settings.register_profile("project", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")
