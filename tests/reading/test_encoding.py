import itertools

from assistant.reading.encoding import Encoder, tokenizer_path

TEXT = "Table 2: Parks.\nPark: Kiln Wood; Spend: £230,000\nPark: Barrow Field; Spend: £96,000"


def windows(encoder: Encoder, question: str, context: str, text: str):
    return list(encoder.windows(encoder.tokens(question), encoder.tokens(context), encoder.tokens(text)))


def test_a_window_is_question_context_and_text_in_this_order():
    encoder = Encoder()
    (window,) = windows(encoder, "What was spent?", "2 Parks", TEXT)
    assert window.ids[0] == 101
    assert window.ids.count(102) == 2
    assert window.ids[window.second - 1] == 102
    assert window.first > window.second
    assert len(window.ids) == window.first + len(window.offsets) + 1


def test_a_span_of_characters_comes_back_from_its_tokens():
    encoder = Encoder()
    (window,) = windows(encoder, "What was spent?", "2 Parks", TEXT)
    start = TEXT.index("£96,000")
    span = window.token_span(start, start + 7)
    assert span is not None
    first, last = (place - window.first for place in span)
    assert TEXT[window.offsets[first][0] : window.offsets[last][1]] == "£96,000"


def test_a_newline_is_a_token_of_its_own():
    encoder = Encoder()
    assert encoder.tokens("a\nb").ids == encoder.tokens("a / b").ids
    assert encoder.tokens("a\nb").offsets == ((0, 1), (1, 2), (2, 3))


def test_a_long_text_is_covered_by_windows_that_overlap():
    encoder = Encoder(max_length=128)
    text = " ".join(f"word{n}" for n in range(400))
    parts = windows(encoder, "Which word?", "", text)
    assert len(parts) > 5
    assert all(len(part.ids) <= 128 for part in parts)
    assert parts[0].offsets[0][0] == 0
    assert parts[-1].offsets[-1][1] == len(text)
    for left, right in itertools.pairwise(parts):
        assert right.offsets[0][0] < left.offsets[-1][1]


def test_a_very_long_question_and_heading_leave_room_for_the_text():
    encoder = Encoder()
    (window,) = windows(encoder, "why " * 500, "heading " * 500, "It opened in May.")
    assert len(window.ids) < 130
    assert len(window.offsets) == 5


def test_a_span_outside_the_window_is_not_found():
    encoder = Encoder(max_length=128)
    text = " ".join(f"word{n}" for n in range(400))
    parts = windows(encoder, "Which word?", "", text)
    assert parts[0].token_span(len(text) - 5, len(text)) is None
    assert parts[-1].token_span(len(text) - 5, len(text)) is not None


def test_an_empty_text_has_one_window_without_tokens():
    (window,) = windows(Encoder(), "What?", "", "")
    assert window.offsets == ()
    assert window.token_span(0, 1) is None


def test_the_tokenizer_comes_from_the_embedding_models_package():
    assert tokenizer_path().name == "tokenizer.json"
