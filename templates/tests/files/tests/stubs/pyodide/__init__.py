"""Stands in for Pyodide, which only exists in the runtime."""
