"""The page about the team."""

ABOUT = """
<h1>About</h1>
<p>Who we are.</p>
"""
