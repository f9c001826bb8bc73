def name_of(env):
    return env.NAME
