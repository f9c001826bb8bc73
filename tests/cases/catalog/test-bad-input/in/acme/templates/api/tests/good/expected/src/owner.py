OWNER = "nobody"
