npx wrangler publish && echo "wrangler dev is next"
