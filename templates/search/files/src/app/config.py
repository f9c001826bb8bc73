"""The Worker's variables and secrets."""

from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Config:
    """`release` is the version of the Worker that is running; without a usable key nothing can be changed."""

    site_name: str
    release: str
    api_key: str | None

    @classmethod
    def from_env(cls, env: Any) -> Self:
        """Never fails: the error pages need it too."""
        metadata = getattr(env, "CF_VERSION_METADATA", None)
        return cls(
            site_name=getattr(env, "SITE_NAME", "Search"),
            release=metadata.id if metadata else "unknown",
            api_key=getattr(env, "API_KEY", None),
        )
