def title(text):
    return text.title()


def fetch(page):
    return to_js(page.fetch)


def to_js(value):
    return value


async def queue(batch):
    return [message.to_py() for message in batch]
