import requests

value = requests.get("https://example.com")
