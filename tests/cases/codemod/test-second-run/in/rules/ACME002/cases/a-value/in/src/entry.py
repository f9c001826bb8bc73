x = load(1)
