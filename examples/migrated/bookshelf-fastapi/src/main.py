from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        import asgi

        return await asgi.fetch(app, request, self.env)


app = FastAPI(title="Bookshelf", docs_url=None, redoc_url=None)


class Book(BaseModel):
    isbn: str
    title: str
    year: int | None = None


@app.get("/")
async def root(req: Request):
    env = req.scope["env"]
    return {"shelf": env.SHELF}


@app.get("/books/{isbn}")
async def get_book(isbn: str, req: Request):
    env = req.scope["env"]
    stored = await env.BOOKS.get(isbn)
    if not stored:
        raise HTTPException(status_code=404, detail="no such book")
    return Book.model_validate_json(stored)


@app.put("/books/{isbn}", status_code=201)
async def put_book(isbn: str, book: Book, req: Request):
    if book.isbn != isbn:
        raise HTTPException(status_code=422, detail="isbn in path and body differ")
    await req.scope["env"].BOOKS.put(isbn, book.model_dump_json())
    return book


@app.delete("/books/{isbn}")
async def delete_book(isbn: str, req: Request):
    await req.scope["env"].BOOKS.delete(isbn)
    return {"deleted": isbn}
