"""The portal's pages, which need no script: sign in, see what waits, get a bundle, bring a bundle."""

from flask import Blueprint, Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from journalist_ui.portal import desk_pages, register_views, sign_in_pages
from journalist_ui.portal.desk import Desk
from journalist_ui.portal.guarding import guard, render_missing
from journalist_ui.portal.mounted import Mounted, mount, the_mounted
from journalist_ui.portal.rendering import Pages
from submitter_ui.speaking.texts import LANGUAGES

ASSET_AGE = "public, max-age=31536000, immutable"

blueprint = guard(Blueprint("pages", __name__))


def add_pages(app: Flask, desk: Desk, *, headers: dict[str, str], is_https: bool) -> None:
    """Give an application the pages, with the headers that each of them carries."""
    mount(app, Mounted(desk, Pages(), headers, is_https))
    for views in (blueprint, sign_in_pages.blueprint, desk_pages.blueprint):
        app.register_blueprint(views)
    app.register_blueprint(register_views.blueprint)


@blueprint.get("/")
def get_start() -> AnyResponse:
    """Lead to the desk, in the browser's language if it is one of ours."""
    language = request.accept_languages.best_match(LANGUAGES, default="nl")
    return redirect(f"/{language}/", 303)


@blueprint.get("/assets/<name>")
def get_asset(name: str) -> Response:
    """Give the style or the icon."""
    asset = the_mounted().pages.assets.get(f"/assets/{name}")
    if asset is None:
        return render_missing()
    response = Response(asset.content, content_type=asset.content_type)
    response.headers["Cache-Control"] = ASSET_AGE
    return response
