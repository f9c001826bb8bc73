from api import Default, helper

__all__ = ["Default", "helper"]
