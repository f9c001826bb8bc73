x = wrap(load(1))
