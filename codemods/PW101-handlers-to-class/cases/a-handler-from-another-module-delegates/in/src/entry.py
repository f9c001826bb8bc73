from handlers import on_fetch
