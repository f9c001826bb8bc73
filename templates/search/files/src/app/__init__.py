"""The service itself: plain Python that also runs outside the Workers runtime."""
