"""How to reach the team."""

CONTACT = """
<h1>Contact</h1>
<p>Write to team@example.com.</p>
"""
