"""What all tests share: how many examples Hypothesis tries."""

from hypothesis import HealthCheck, settings

# Sealing takes milliseconds and machines are shared: a deadline would test the machine.
settings.register_profile(
    "default",
    deadline=None,
    derandomize=True,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "exhaustive",
    settings.get_profile("default"),
    derandomize=False,
    max_examples=500,
    print_blob=True,
)
settings.load_profile("default")
