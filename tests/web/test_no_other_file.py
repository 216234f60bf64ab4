"""No file outside the evidence folder can be read through the app, whatever is tried; with every layer in place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.web.server import guarded

from .conftest import build_quietly
from .fakes import SENTENCE, FakeBackend, make_document

SECRET = "the words of a file that is not evidence"


@dataclass
class Whole:
    """The whole app, its library, and a file beside its corpus folder."""

    client: TestClient
    backend: FakeBackend
    corpus: Path
    outside: Path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """Return the app as an administrator meets it: the most that anybody may do."""
    folder = tmp_path_factory.mktemp("whole")
    corpus, outside = folder / "corpus", folder / "secret.txt"
    corpus.mkdir()
    outside.write_text(SECRET)
    settings = Settings(corpus=corpus, index=folder / "index")
    backend = FakeBackend({"panel": make_document([SENTENCE])})
    app = build_quietly(settings, backend)
    with TestClient(guarded(app, settings), base_url="http://127.0.0.1:7860") as client:
        yield Whole(client, backend, corpus, outside)
    app.state.examples.stop()


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file={}",
        "/gradio_api/file/{}",
        "/gradio_api/file=..{}",
        "/file={}",
        "/file/{}",
        "/static/{}",
        "/assets/{}",
        "/assets/..%2f..%2f..%2f..%2f..%2f..%2f..%2f..{}",
        "/static/../../../../../../../..{}",
        "/look/{}",
        "/look/..%2f..%2f..{}",
        "/look/.",
        "/favicon.svg/..%2f{}",
        "/evidence/{}/file",
        "/evidence/panel/..%2f..%2f..{}",
        "/evidence/..%2fpanel/file",
        "/evidence/panel/file/..%2f{}",
        "/quality/{}",
        "/quality/..%2f..{}",
        "/library/files/{}",
        "/svelte/{}",
        "/gradio_api/custom_component/x/y/z/{}",
        "/gradio_api/stream/x/1/2/playlist-file?path={}",
        "/gradio_api/proxy=file://{}",
        "/gradio_api/upload_progress?upload_id={}",
    ],
)
@pytest.mark.parametrize("encode", [False, True], ids=["plain", "encoded"])
def test_no_address_leads_to_another_file(whole: Whole, path: str, encode: bool) -> None:
    name = quote(str(whole.outside), safe="") if encode else str(whole.outside)
    answer = whole.client.get(path.format(name))
    assert answer.status_code >= 400
    assert SECRET not in answer.text


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
@pytest.mark.parametrize("file", ["link.md", "folder/secret.txt", "../secret.txt", "{}"])
def test_no_document_leads_out_of_the_folder(whole: Whole, file: str) -> None:
    for name, target in (("link.md", whole.outside), ("folder", whole.outside.parent)):
        if not (whole.corpus / name).is_symlink():
            (whole.corpus / name).symlink_to(target)
    panel = whole.backend.library["panel"]
    source = replace(panel.source, id="out", file=file.format(whole.outside))
    whole.backend.library["out"] = replace(panel, source=source)
    known = panel.text_sha256[:12]
    for path in ("/evidence/out/file", f"/evidence/out/page-1.png?text={known}", f"/evidence/out/0-5?text={known}"):
        assert SECRET not in whole.client.get(path).text
    assert whole.client.get("/evidence/out/file").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/gradio_api/upload"), ("POST", "/gradio_api/run/predict"), ("POST", "/gradio_api/component_server")],
)
def test_gradio_takes_no_file_and_no_call_beside_its_queue(whole: Whole, method: str, path: str) -> None:
    assert whole.client.request(method, path, files={"files": ("a.txt", b"words")}).status_code == 404
