"""What is around every page."""


def layout(content):
    """A whole document."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/site.css">
</head>
<body>
{content}
</body>
</html>
"""
