async def on_fetch(request, env):
    note = await request.json()
    print(f"{note.title}: {note.author.name!r:>10} {note.width:{note.precision}}")
    print(f'{note.title}')
    print(f"""{note.title}
    {note.body}""")
    print("%s" % note.title, f"{f'{note.title}'}")
