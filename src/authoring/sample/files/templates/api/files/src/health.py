"""Whether the Worker is well."""


def status() -> dict[str, str]:
    """Say so."""
    return {"status": "ok"}
