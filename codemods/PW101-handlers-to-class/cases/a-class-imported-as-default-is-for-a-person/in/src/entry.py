from api import Api as Default

__all__ = ["Default"]
