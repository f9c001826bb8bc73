"""HTTP: requests and responses, routes, the JSON API and the pages."""
