from fastapi import APIRouter, FastAPI, HTTPException, Request

from recipes.store import all_recipes, find_recipe

router = APIRouter(prefix="/recipes")


@router.get("")
async def index(request: Request):
    return await all_recipes(request.scope["env"])


@router.get("/{recipe_id}")
async def show(recipe_id: int, request: Request):
    recipe = await find_recipe(request.scope["env"], recipe_id)
    if not recipe:
        raise HTTPException(404, "no such recipe")
    return recipe


app = FastAPI()
app.include_router(router)
