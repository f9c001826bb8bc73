uv run pywrangler deploy && echo "wrangler dev is next"
