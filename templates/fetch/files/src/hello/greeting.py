"""How people are greeted. Plain Python, without the runtime."""

_GREETINGS = {"en": "Hello, {}!", "es": "¡Hola, {}!", "fr": "Bonjour, {} !"}

LANGUAGES = tuple(_GREETINGS)


def greeting(name: str, language: str) -> str:
    return _GREETINGS[language].format(name)
