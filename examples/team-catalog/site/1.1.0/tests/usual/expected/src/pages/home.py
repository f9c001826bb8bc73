"""The first page."""

HOME = """
<h1>Welcome</h1>
<p>This is the first page.</p>
"""
