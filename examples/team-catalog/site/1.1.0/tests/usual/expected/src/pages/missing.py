"""What is shown where nothing is."""

MISSING = """
<h1>Not found</h1>
"""
