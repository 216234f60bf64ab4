"""Small questions to learn from and to be read, the same on every run."""

from pathlib import Path

import pytest

from assistant.reading.data import load
from assistant.reading.items import Item

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

FIRST = (
    "The Harbour Rooms opened in May 2019. The building cost £1.2 million. "
    "It is run by Saltham Council. In 2023 it had 4,100 visitors."
)
SECOND = (
    "Kiln Wood was planted in 1987. The boardwalk cost £230,000. "
    "Friends of the wood gave 9,100 hours of unpaid work. Visits fell by 4 per cent."
)
ASKED = (
    (FIRST, "When did the Harbour Rooms open?", "May 2019"),
    (FIRST, "What did the building cost?", "£1.2 million"),
    (FIRST, "Who runs the Harbour Rooms?", "Saltham Council"),
    (FIRST, "How many visitors came in 2023?", "4,100"),
    (SECOND, "When was Kiln Wood planted?", "1987"),
    (SECOND, "What did the boardwalk cost?", "£230,000"),
    (SECOND, "How many hours did the friends of the wood give?", "9,100"),
    (SECOND, "By how much did visits fall?", "4 per cent"),
    (FIRST, "How many staff does the building have?", ""),
    (SECOND, "How many trees were felled in 2021?", ""),
)


def item(text: str, question: str, answer: str, **fields: str) -> Item:
    start = text.find(answer)
    found = ((start, start + len(answer)),) if answer else ()
    sentence = next((part for part in text.split(". ") if answer and answer in part), "")
    begin = text.find(sentence)
    evidence = (begin, begin + len(sentence)) if sentence else None
    asked = "direct" if answer else "nearmiss"
    split = "dev" if fields.get("split") == "dev" else "train"
    return Item("reader/test", text[:9], question, "1 Places", text, found, split, "prose", asked, evidence)


@pytest.fixture(scope="session")
def small_items() -> list[Item]:
    return [item(*asked) for asked in ASKED]


@pytest.fixture(scope="session")
def tiny_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network of the same kind and vocabulary, small enough to train in a second."""
    transformers, torch = pytest.importorskip("transformers"), pytest.importorskip("torch")
    torch.manual_seed(7)
    torch.set_num_threads(1)  # threads that wait for each other cost more than so small a network
    config = transformers.BertConfig(
        vocab_size=30522, hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64
    )
    folder = tmp_path_factory.mktemp("base")
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def all_items() -> list[Item]:
    if not DATA.is_dir():
        pytest.skip(f"the training data is not at {DATA}")
    return load(DATA)
