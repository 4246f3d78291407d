"""The reporters' interface as docs/openapi.yaml describes it: nothing more, nothing less, and no other answer."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
import yaml
from flask import Flask, Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from server import reporters
from tests.server.running import ROOT
from tests.server.service import TUS, SetClock, Template, copy_home

schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
DESCRIPTION: dict[str, Any] = yaml.safe_load((ROOT / "docs/openapi.yaml").read_text("utf-8"))
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
METHODS = {"get", "post", "head", "patch", "put", "delete", "options"}


@pytest.fixture
def app(template: Template, tmp_path: Path) -> Flask:
    """Return the real application on a home of its own."""
    return reporters.create_app(copy_home(template, tmp_path / "home").path, clock=SetClock())


def described() -> set[tuple[str, str]]:
    """Return method and path of everything that is described."""
    return {
        (method.upper(), path)
        for path, item in DESCRIPTION["paths"].items()
        for method in item
        if method in METHODS
    }


def test_every_call_is_described_and_no_other(app: Flask) -> None:
    """A route that somebody adds needs a description, and a description a route."""
    names = {"upload_hex": "id"}
    found = set()
    for rule in app.url_map.iter_rules():
        path = "".join(
            f"{{{names.get(part, part)}}}" if is_dynamic else part
            for is_dynamic, part in rule._trace
        ).removeprefix("|")
        methods = rule.methods or set()
        implied = {"HEAD", "OPTIONS"} if "GET" in methods else set()
        if rule.endpoint.endswith((".post_ticket", ".post_submission", ".patch_upload")):
            implied = {"OPTIONS"}
        found |= {(method, path) for method in methods - implied}
    assert found == described()


@pytest.fixture
def operations(app: Flask) -> dict[tuple[str, str], APIOperation]:
    """Return everything that is described, to be asked of the application."""
    schema = schemathesis.openapi.from_dict(DESCRIPTION)
    schema.app = app
    found = [result.ok() for result in schema.get_all_operations()]
    return {(operation.method.upper(), operation.path): operation for operation in found}


def test_description_is_a_valid_one(operations: dict[tuple[str, str], APIOperation]) -> None:
    """By the specification of OpenAPI 3.1, and every operation can be read."""
    schemathesis.openapi.from_dict(DESCRIPTION).validate()
    assert operations.keys() == described()


def ask(
    operations: dict[tuple[str, str], APIOperation],
    app: Flask,
    call: tuple[str, str],
    *,
    examples: int,
) -> None:
    """Ask one thing in many ways, sensible and not, with a good ticket and without."""
    operation, client = operations[call], app.test_client()
    ticket = client.post("/api/tickets").get_json()["ticket"]
    begun = TUS | {"Sluis-Ticket": ticket, "Upload-Length": "74293"}
    location = client.post("/api/uploads", headers=begun).headers.get("Location", "/" + "0" * 32)

    @settings(max_examples=examples, suppress_health_check=list(HealthCheck), deadline=None)
    @given(st.data(), st.sampled_from(list(GenerationMode)), st.booleans())
    def check(data: st.DataObject, mode: GenerationMode, has_ticket: bool) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode))
        if has_ticket:
            case.headers["Sluis-Ticket"] = ticket
            if "id" in case.path_parameters:
                case.path_parameters["id"] = location.rsplit("/", 1)[1]
        case.call_and_validate(checks=CHECKS)

    check()


@pytest.mark.parametrize("call", sorted(described()), ids=" ".join)
def test_no_answer_is_outside_the_description(
    operations: dict[tuple[str, str], APIOperation], app: Flask, call: tuple[str, str]
) -> None:
    """Status, type, headers and body of every answer are described, and none is an error of ours."""
    ask(operations, app, call, examples=25)


def test_a_described_header_that_is_missing_is_noticed(
    operations: dict[tuple[str, str], APIOperation], app: Flask
) -> None:
    """Else the description could promise one that nobody sends."""
    today = operations["GET", "/api/today"].Case()
    app.after_request(without_returning_size)
    with pytest.raises(FailureGroup) as failed:
        today.call_and_validate(checks=CHECKS)
    assert "Sluis-Returning-Size" in str(failed.value.exceptions[0])


def without_returning_size(response: Response) -> Response:
    """Take away what a reader of `today` is promised."""
    response.headers.pop("Sluis-Returning-Size")
    return response


def test_every_header_of_ours_is_described(app: Flask) -> None:
    """One that somebody adds needs a description."""
    answer = app.test_client().get("/api/today")
    ours = {name for name, _ in answer.headers if name.startswith("Sluis-")}
    assert ours == {"Sluis-Returning-Size"}
    assert ours <= set(DESCRIPTION["components"]["responses"]["Today"]["headers"])


@pytest.mark.slow
@pytest.mark.parametrize("call", sorted(described()), ids=" ".join)
def test_no_answer_is_outside_the_description_for_long(
    operations: dict[tuple[str, str], APIOperation], app: Flask, call: tuple[str, str]
) -> None:
    """The same, many more times."""
    ask(operations, app, call, examples=1_000)
