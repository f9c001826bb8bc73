async def save_note(env, title, body):
    await env.DB.prepare("INSERT INTO notes (title, body) VALUES (?, ?)").bind(title, body).run()


async def list_notes(env):
    found = await env.DB.prepare("SELECT title, body FROM notes ORDER BY id").all()
    return found.results
